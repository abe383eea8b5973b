package org.licensedesk.chassis.messaging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** What the tests' service does with events: writes down that they took effect, and fails where a test wants it to. */
final class Listener {
    final List<List<String>> waves = Collections.synchronizedList(new ArrayList<>());
    volatile Consumer<EventEnvelope> trouble = event -> {};
    volatile BiConsumer<Handle, EventEnvelope> troubleInDatabase = (handle, event) -> {};

    EventHandlers handlers() {
        return EventHandlers.listeningTo()
                .onMany("ThingHappened.v1", ThingView.class, this::write)
                .on("ThingEnded.v1", ThingView.class, (handle, event) -> write(handle, List.of(event)))
                .onState("Thing.v1", ThingView.class, this::write)
                .onEvery((handle, events) -> events.forEach(event -> handle.execute(
                        "insert into effect (event, aggregateid, sequence, note) values (?, ?, ?, 'history')",
                        event.id(),
                        event.aggregateId(),
                        event.sequence())));
    }

    private void write(Handle handle, List<Received<ThingView>> events) {
        waves.add(events.stream()
                .map(event ->
                        event.envelope().aggregateId() + " " + event.envelope().sequence())
                .toList());
        for (Received<ThingView> event : events) {
            EventEnvelope envelope = event.envelope();
            handle.execute(
                    "insert into effect (event, aggregateid, sequence, note) values (?, ?, ?, ?)",
                    envelope.id(),
                    envelope.aggregateId(),
                    envelope.sequence(),
                    event.body().what());
            troubleInDatabase.accept(handle, envelope);
            trouble.accept(envelope);
        }
    }

    /** What we need of a thing. */
    record ThingView(String what) {}
}
