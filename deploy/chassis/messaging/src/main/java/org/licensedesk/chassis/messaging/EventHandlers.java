package org.licensedesk.chassis.messaging;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;

/** The table of what a service listens to. Handlers run in the inbox's transaction and are given its {@link Handle}. */
public final class EventHandlers {
    private final Map<String, Entry<?>> entries = new HashMap<>();
    private BiConsumer<Handle, List<EventEnvelope>> everyFact;

    private EventHandlers() {}

    /** An empty table. */
    public static EventHandlers listeningTo() {
        return new EventHandlers();
    }

    /** Hears one kind of event, one at a time. */
    public <T> EventHandlers on(String typeAndVersion, Class<T> view, BiConsumer<Handle, Received<T>> handler) {
        return onMany(typeAndVersion, view, (handle, events) -> events.forEach(event -> handler.accept(handle, event)));
    }

    /** Hears one kind of event, all of a batch that are next for their aggregates at once, at most one per aggregate. */
    public <T> EventHandlers onMany(
            String typeAndVersion, Class<T> view, BiConsumer<Handle, List<Received<T>>> handler) {
        return listen(new Entry<>(typeAndVersion, view, handler, false));
    }

    /** Hears the newest state of things, from a compacted topic: older states may be left out. */
    public <T> EventHandlers onState(
            String typeAndVersion, Class<T> view, BiConsumer<Handle, List<Received<T>>> handler) {
        return listen(new Entry<>(typeAndVersion, view, handler, true));
    }

    /** Hears every fact of a batch once, unknown types included, in the order they were applied; no states. */
    public EventHandlers onEvery(BiConsumer<Handle, List<EventEnvelope>> handler) {
        if (everyFact != null) {
            throw new IllegalStateException("Only one handler hears every fact");
        }
        everyFact = handler;
        return this;
    }

    /** Who listens to this type, or null. */
    Entry<?> entry(String typeAndVersion) {
        return entries.get(typeAndVersion);
    }

    void everyFact(Handle handle, List<EventEnvelope> facts) {
        if (everyFact != null && !facts.isEmpty()) {
            everyFact.accept(handle, facts);
        }
    }

    private <T> EventHandlers listen(Entry<T> entry) {
        if (entries.putIfAbsent(entry.typeAndVersion(), entry) != null) {
            throw new IllegalStateException("Two handlers listen to " + entry.typeAndVersion());
        }
        return this;
    }

    /** One line of the table. */
    record Entry<T>(
            String typeAndVersion, Class<T> view, BiConsumer<Handle, List<Received<T>>> handler, boolean isState) {
        @SuppressWarnings("unchecked")
        void handle(Handle handle, List<? extends Received<?>> events) {
            handler.accept(handle, (List<Received<T>>) (List<?>) events);
        }
    }
}
