package org.licensedesk.chassis.messaging;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** How far behind the messages are: for Prometheus, and for whoever looks at readiness. */
@Singleton
class MessagingFigures {
    private static final Logger LOG = Logger.getLogger(MessagingFigures.class);
    private static final int SECONDS_BETWEEN_LOOKS = 2;

    private final Database database;
    private final ConsumerLag lag;
    private final MeterRegistry meters;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "messaging-figures");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Figures latest = new Figures(0, 0, 0);

    MessagingFigures(Database database, ConsumerLag lag, MeterRegistry meters) {
        this.database = database;
        this.lag = lag;
        this.meters = meters;
    }

    void start(@Observes StartupEvent event) {
        Gauge.builder("outbox.unsent.age", () -> latest.oldestUnsentSeconds())
                .description("How long the oldest unsent event has been waiting")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("outbox.unsent", () -> latest.unsent())
                .description("Events that still wait to be sent")
                .register(meters);
        Gauge.builder("inbox.parked", () -> latest.parked())
                .description("Received events that could not take effect yet")
                .register(meters);
        Gauge.builder("inbox.lag", lag::events)
                .description("Events at the broker that this process has yet to handle")
                .register(meters);
        timer.scheduleWithFixedDelay(this::lookAgain, SECONDS_BETWEEN_LOOKS, SECONDS_BETWEEN_LOOKS, TimeUnit.SECONDS);
    }

    void stop(@Observes ShutdownEvent event) {
        timer.shutdownNow();
    }

    /** Asks the database; fails when it does not answer. */
    Figures look() {
        Figures now = database.read(
                handle -> handle.createQuery("""
                        select (select count(*) from outbox_pending) as unsent,
                            coalesce((select extract(epoch from clock_timestamp() - since) from outbox_pending
                                order by position limit 1), 0)::float8 as oldest_unsent_seconds,
                            (select count(*) from inbox_parked) as parked""").mapTo(Figures.class).one());
        latest = now;
        return now;
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.debugf("The figures stay as they were: %s", e.getMessage());
        }
    }

    /** One look. */
    record Figures(long unsent, double oldestUnsentSeconds, long parked) {}
}
