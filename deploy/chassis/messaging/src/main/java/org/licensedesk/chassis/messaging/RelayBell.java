package org.licensedesk.chassis.messaging;

import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** Wakes the relay after a commit; rung often, heard once. */
@Singleton
class RelayBell {
    private final AtomicBoolean rung = new AtomicBoolean();
    private volatile Thread listener;

    void ring() {
        if (!rung.get() && rung.compareAndSet(false, true)) {
            LockSupport.unpark(listener);
        }
    }

    /** The running thread is the one to wake. */
    void listen() {
        listener = Thread.currentThread();
    }

    /** Waits for the bell, at most this long, and silences it. */
    boolean await(long nanos) {
        long end = System.nanoTime() + nanos;
        long left = nanos;
        while (!rung.get() && left > 0 && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(this, left);
            left = end - System.nanoTime();
        }
        return rung.getAndSet(false);
    }
}
