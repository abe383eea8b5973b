package org.licensedesk.chassis.messaging;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;

/** What one transaction still has to do before, and after, its commit. */
final class LastWork {
    private final Handle handle;
    private final boolean managed;
    private final List<Runnable> afterwards = new ArrayList<>(1);
    private Map<Object, Consumer<Handle>> waiting = Map.of();

    LastWork(Handle handle, boolean managed) {
        this.handle = handle;
        this.managed = managed;
    }

    boolean isManaged() {
        return managed;
    }

    /** In a JTA transaction every handle of the thread works for the same one. */
    boolean isOf(Handle other) {
        return managed || handle == other;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    void add(Object key, Consumer<Handle> work) {
        if (waiting.isEmpty()) {
            waiting = new LinkedHashMap<>();
        }
        waiting.putIfAbsent(key, work);
    }

    /** Work may ask for further work: goes on until none is left. */
    void run(Handle tx) {
        while (!waiting.isEmpty()) {
            var now = waiting.values();
            waiting = Map.of();
            now.forEach(work -> work.accept(tx));
        }
    }

    void after(Runnable action) {
        afterwards.add(action);
    }

    void committed() {
        afterwards.forEach(Runnable::run);
    }
}
