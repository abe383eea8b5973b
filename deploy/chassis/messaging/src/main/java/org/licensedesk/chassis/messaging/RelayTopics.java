package org.licensedesk.chassis.messaging;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.NewTopic;
import org.jboss.logging.Logger;

/**
 * Sees to it that the topics exist and hold what the outbox sent. The broker's identity of a topic is on record here: one
 * with another identity is empty, whoever made it, and all its events become pending again.
 */
final class RelayTopics {
    private static final Logger LOG = Logger.getLogger(RelayTopics.class);

    private final Leadership leadership;
    private final Broker broker;
    private final MessagingSettings settings;
    private final Set<String> facts;
    private final Set<String> states;
    private final Set<String> all = new TreeSet<>();

    RelayTopics(Leadership leadership, Broker broker, MessagingSettings settings) {
        this.leadership = leadership;
        this.broker = broker;
        this.settings = settings;
        this.facts = Set.copyOf(settings.topics().orElse(List.of()));
        this.states = Set.copyOf(settings.compactedTopics().orElse(List.of()));
        all.addAll(facts);
        all.addAll(states);
    }

    /** Answers whether all is well; false when another process leads and sees to it. */
    boolean check() throws SQLException {
        return all.isEmpty() || leadership.lead(this::checkAsLeader, false);
    }

    private boolean checkAsLeader(Connection connection) throws SQLException {
        Map<String, String> known = known(connection);
        Map<String, String> found = broker.topicIds(all);
        List<NewTopic> missing = new ArrayList<>();
        all.stream().filter(topic -> !found.containsKey(topic)).forEach(topic -> missing.add(description(topic)));
        if (!missing.isEmpty()) {
            broker.create(missing);
            found.putAll(broker.topicIds(all));
        }
        for (var topic : found.entrySet()) {
            if (!topic.getValue().equals(known.get(topic.getKey()))) {
                refill(connection, topic.getKey(), topic.getValue());
            }
        }
        return found.keySet().containsAll(all);
    }

    private NewTopic description(String topic) {
        return new NewTopic(topic, settings.partitions(), settings.replicationFactor())
                .configs(Map.of(
                        states.contains(topic) ? "cleanup.policy" : "retention.ms",
                        states.contains(topic) ? "compact" : "-1"));
    }

    private static Map<String, String> known(Connection connection) throws SQLException {
        Map<String, String> ids = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement("select topic, topic_id from outbox_topic");
                var rows = statement.executeQuery()) {
            while (rows.next()) {
                ids.put(rows.getString(1), rows.getString(2));
            }
        }
        return ids;
    }

    private static void refill(Connection connection, String topic, String id) throws SQLException {
        long events = Republication.publishAgain(connection, topic);
        if (events > 0) {
            LOG.warnf("Topic %s is new at the broker: its %d events are sent again", topic, events);
        }
        try (PreparedStatement statement = connection.prepareStatement("""
                insert into outbox_topic (topic, topic_id) values (?, ?)
                on conflict (topic) do update set topic_id = excluded.topic_id, since = clock_timestamp()""")) {
            statement.setString(1, topic);
            statement.setString(2, id);
            statement.executeUpdate();
        }
    }
}
