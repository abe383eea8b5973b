package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Whether what one service was told has reached the others: nothing waits to be sent, and the listeners have read to the end. */
public final class Visibility {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Who keeps a copy of what: the current people and products, by topic. */
    private static final Map<String, List<String>> LISTENERS = Map.of(
            "license.people", List.of("request-service", "assignment-service"),
            "license.catalogue", List.of("request-service", "approval-service"));

    private final String kafka;
    private final Map<String, Integer> managementPorts;

    /**
     * @param managementPorts where each service tells how it is, by its name
     */
    public Visibility(String kafka, Map<String, Integer> managementPorts) {
        this.kafka = kafka;
        this.managementPorts = managementPorts;
    }

    /** Returns when every import so far can be seen in all services. */
    public void await() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        try (Admin admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka))) {
            while (!nothingUnsent() || !everythingRead(admin)) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("The services do not hear of each other's news; see their logs.");
                }
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private boolean nothingUnsent() throws IOException {
        for (int port : managementPorts.values()) {
            JsonNode health = new ObjectMapper()
                    .readTree(URI.create("http://127.0.0.1:" + port + "/q/health/ready")
                            .toURL());
            for (JsonNode check : health.path("checks")) {
                if (check.path("data").path("unsent events").asLong() > 0) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean everythingRead(Admin admin) throws ExecutionException, InterruptedException {
        for (var listened : LISTENERS.entrySet()) {
            Map<TopicPartition, Long> ends = ends(admin, listened.getKey());
            for (String group : listened.getValue()) {
                if (managementPorts.containsKey(group) && !hasRead(admin, group, ends)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Map<TopicPartition, Long> ends(Admin admin, String topic)
            throws ExecutionException, InterruptedException {
        try {
            var partitions = admin.describeTopics(List.of(topic))
                    .allTopicNames()
                    .get()
                    .get(topic)
                    .partitions();
            var latest = partitions.stream()
                    .collect(Collectors.toMap(
                            partition -> new TopicPartition(topic, partition.partition()),
                            partition -> OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().entrySet().stream()
                    .collect(Collectors.toMap(
                            Map.Entry::getKey, end -> end.getValue().offset()));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Map.of(); // its publisher is not there, so there is no news
            }
            throw e;
        }
    }

    private static boolean hasRead(Admin admin, String group, Map<TopicPartition, Long> ends)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return ends.entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .allMatch(end -> committed.get(end.getKey()) != null
                        && committed.get(end.getKey()).offset() >= end.getValue());
    }
}
