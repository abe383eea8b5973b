package org.licensedesk.assignment.mail;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.licensedesk.chassis.messaging.Database;

/** How many mails wait to be sent, and for how long: for Prometheus. */
@Singleton
class MailFigures {

    private final Database database;
    private final Clock clock;
    private final MeterRegistry meters;
    private volatile Figures latest = new Figures(0, null);

    MailFigures(Database database, Clock clock, MeterRegistry meters) {
        this.database = database;
        this.clock = clock;
        this.meters = meters;
    }

    /** One look. */
    record Figures(long unsent, Instant oldest) {}

    void start(@Observes StartupEvent event) {
        Gauge.builder("mail.unsent", () -> latest.unsent())
                .description("Mails that still wait to be sent")
                .register(meters);
        Gauge.builder("mail.unsent.age", this::oldestUnsentSeconds)
                .description("How long the oldest unsent mail has been waiting")
                .baseUnit("seconds")
                .register(meters);
    }

    @Scheduled(
            every = "${assignment.mail.look-every:1s}",
            delayed = "2s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        latest = database.read(handle -> handle.createQuery(
                        "select count(*) as unsent, min(written_at) as oldest from mail where state = 'WAITING'")
                .mapTo(Figures.class)
                .one());
    }

    private double oldestUnsentSeconds() {
        Instant oldest = latest.oldest();
        return oldest == null
                ? 0
                : Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0);
    }
}
