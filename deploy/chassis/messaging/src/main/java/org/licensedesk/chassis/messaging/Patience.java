package org.licensedesk.chassis.messaging;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/** Repeats work in place for as long as its failure may pass, slower and slower, until the service stops. */
final class Patience {
    private static final Logger LOG = Logger.getLogger(Patience.class);
    private static final long FIRST_PAUSE_MILLIS = 20;
    private static final long LONGEST_PAUSE_MILLIS = 5_000;

    private final CountDownLatch ended = new CountDownLatch(1);

    /** Failures that will not pass go to the caller. */
    <T> T until(String what, Supplier<T> work) {
        return repeat(what, work, false);
    }

    /** Repeats whatever the failure: for work without which an event would be lost. */
    <T> T always(String what, Supplier<T> work) {
        return repeat(what, work, true);
    }

    /** Work that is being done is finished; none is repeated any more. */
    void end() {
        ended.countDown();
    }

    private <T> T repeat(String what, Supplier<T> work, boolean whateverTheFailure) {
        for (int attempt = 0; ; attempt++) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                if (!whateverTheFailure && !PassingFailure.isCauseOf(e)) {
                    throw e;
                }
                // every failure of one colliding batch is no news; an outage is, once and then now and then
                if (attempt == 3 || attempt % 50 == 49) {
                    LOG.warnf("%s is repeated until it succeeds: %s", what, e.getMessage());
                }
                pause(attempt, e);
            }
        }
    }

    private void pause(int attempt, RuntimeException cause) {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(attempt, 10));
        try {
            if (ended.await(millis, TimeUnit.MILLISECONDS)) {
                throw new Ended(cause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Ended(cause);
        }
    }

    /** The service stops while something still fails. */
    static final class Ended extends RuntimeException {
        private static final long serialVersionUID = 1;

        Ended(RuntimeException cause) {
            super("The service stops before this could succeed", cause);
        }
    }
}
