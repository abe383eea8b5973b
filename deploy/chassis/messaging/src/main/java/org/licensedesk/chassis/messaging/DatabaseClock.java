package org.licensedesk.chassis.messaging;

import io.agroal.api.AgroalDataSource;
import io.quarkus.runtime.LaunchMode;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The time of the database, which all replicas share, to the microsecond. It is asked every few seconds and counted on
 * from there by a counter that nobody can set, so reading it costs no query and a step of this machine's clock is not seen.
 */
@Singleton
public class DatabaseClock extends Clock {
    private static final Logger LOG = Logger.getLogger(DatabaseClock.class);
    private static final int SECONDS_BETWEEN_QUESTIONS = 5;

    private final AgroalDataSource dataSource;
    private final ZoneId zone;
    private ScheduledExecutorService timer;
    private volatile Anchor anchor = new Anchor(Instant.now(), System.nanoTime());
    private volatile Duration offset = Duration.ZERO;

    @Inject
    DatabaseClock(AgroalDataSource dataSource) {
        this.dataSource = dataSource;
        this.zone = ZoneOffset.UTC;
    }

    @PostConstruct
    void start() {
        timer = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "database-clock");
            thread.setDaemon(true);
            return thread;
        });
        ask();
        timer.scheduleWithFixedDelay(this::ask, SECONDS_BETWEEN_QUESTIONS, SECONDS_BETWEEN_QUESTIONS, TimeUnit.SECONDS);
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }

    @Override
    public Instant instant() {
        Anchor known = anchor;
        return known.time()
                .plusNanos(System.nanoTime() - known.counter())
                .plus(offset)
                .truncatedTo(ChronoUnit.MICROS);
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        DatabaseClock here = this;
        return new Clock() {
            @Override
            public ZoneId getZone() {
                return other;
            }

            @Override
            public Clock withZone(ZoneId another) {
                return here.withZone(another);
            }

            @Override
            public Instant instant() {
                return here.instant();
            }
        };
    }

    /** Lets time pass at once. Only tests can. */
    public void advance(Duration further) {
        requireTest();
        offset = offset.plus(further);
    }

    /** Back to the database's own time. Only tests can. */
    public void reset() {
        requireTest();
        offset = Duration.ZERO;
    }

    private static void requireTest() {
        if (LaunchMode.current() != LaunchMode.TEST) {
            throw new IllegalStateException("Only tests may change the time");
        }
    }

    /** Takes the middle of question and answer; while the database is away, time is counted on. */
    private void ask() {
        try (var connection = dataSource.getConnection();
                var statement = connection.createStatement()) {
            long asked = System.nanoTime();
            try (var rows = statement.executeQuery("select clock_timestamp()")) {
                long answered = System.nanoTime();
                rows.next();
                anchor = new Anchor(SqlArrays.instant(rows, 1), asked + (answered - asked) / 2);
            }
        } catch (SQLException e) {
            LOG.debugf("The database did not tell the time: %s", e.getMessage());
        }
    }

    /** One moment, by the database and by the counter. */
    private record Anchor(Instant time, long counter) {}
}
