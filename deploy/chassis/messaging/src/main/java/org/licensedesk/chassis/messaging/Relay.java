package org.licensedesk.chassis.messaging;

import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Carries events from the outbox to the broker, on a thread of its own, for as long as it takes. */
@Singleton
class Relay {
    private static final Logger LOG = Logger.getLogger(Relay.class);
    private static final long STOP_MILLIS = 12_000;
    private static final long FIRST_PAUSE_MILLIS = 100;
    private static final long LONGEST_PAUSE_MILLIS = 2_000;
    private static final long WHILE_OTHERS_LEAD_NANOS = TimeUnit.MILLISECONDS.toNanos(40);

    private final MessagingSettings settings;
    private final RelayBell bell;
    private final Broker broker;
    private final RelayRound round;
    private final RelayTopics topics;
    private final Thread thread = new Thread(this::run, "outbox-relay");
    private volatile boolean stopping;
    private long nextTopicCheck = System.nanoTime();
    private long lastRound;
    private int failures;

    @Inject
    Relay(
            MessagingSettings settings,
            RelayBell bell,
            @DataSource("relay") AgroalDataSource dataSource,
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this(settings, bell, dataSource, new KafkaBroker(kafka), service);
    }

    Relay(MessagingSettings settings, RelayBell bell, javax.sql.DataSource dataSource, Broker broker, String service) {
        this.settings = settings;
        this.bell = bell;
        this.broker = broker;
        Leadership leadership = new Leadership(dataSource);
        this.topics = new RelayTopics(leadership, broker, settings);
        this.round = new RelayRound(
                leadership,
                broker,
                new WireMessages(service),
                Set.copyOf(settings.compactedTopics().orElse(List.of())));
    }

    void start(@Observes StartupEvent event) {
        if (settings.relay()) {
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** The current round is finished; what is pending stays so, for the next process. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        stopping = true;
        bell.ring();
        thread.join(STOP_MILLIS);
    }

    private void run() {
        bell.listen();
        boolean called = true;
        while (!stopping) {
            called = bell.await(called ? 0 : settings.slowPoll().toNanos()) || called;
            keepTheGap();
            called = !finished(called) && !stopping;
        }
        broker.close();
    }

    /** One round; answers whether nothing is known to be left for this process to send. */
    private boolean finished(boolean called) {
        lastRound = System.nanoTime();
        try {
            if (lastRound - nextTopicCheck >= 0) {
                if (!topics.check()) {
                    pause(); // somebody else leads: that process looks after them
                    return !called;
                }
                nextTopicCheck = System.nanoTime() + settings.topicCheck().toNanos();
            }
            RelayRound.Result result = round.run();
            if (result != RelayRound.Result.NOT_LEADER) {
                round.committed();
            }
            if (result == RelayRound.Result.REFUSED) {
                throw new KafkaException("The broker did not take all events");
            }
            failures = 0;
            return switch (result) {
                case EMPTY, DONE -> true;
                case MORE, REFUSED -> false;
                case NOT_LEADER -> !called || !stepAside();
            };
        } catch (SQLException | RuntimeException e) {
            failed(e);
            return false;
        }
    }

    /** Lets the leader finish; answers that a round of our own is still due. */
    private boolean stepAside() {
        LockSupport.parkNanos(WHILE_OTHERS_LEAD_NANOS);
        return true;
    }

    /** Never gives up; and looks at the topics first, since they may be what is missing. */
    private void failed(Exception e) {
        failures++;
        if (failures == 3 || failures % 100 == 0) {
            LOG.warnf("Events wait in the outbox since %d rounds failed: %s", failures, e.toString());
        } else {
            LOG.debugf(e, "A round of the relay failed");
        }
        nextTopicCheck = System.nanoTime();
        pause();
    }

    private void pause() {
        long millis = Math.min(LONGEST_PAUSE_MILLIS, FIRST_PAUSE_MILLIS << Math.min(failures, 10));
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (!stopping && System.nanoTime() - end < 0) {
            bell.await(Math.max(1, end - System.nanoTime()));
        }
    }

    private void keepTheGap() {
        Duration gap = settings.minimumGap();
        long left = lastRound + gap.toNanos() - System.nanoTime();
        if (left > 0 && !stopping) {
            LockSupport.parkNanos(left);
        }
    }
}
