package org.licensedesk.acceptance.checker;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.licensedesk.acceptance.checker.Evidence.Lag;

/** What stands on the broker, and how far the consumers are. */
final class Broker {
    private static final String OUR_TOPICS = "license.";

    private final String address;

    Broker(String address) {
        this.address = address;
    }

    /** The ids of all events on all topics. */
    Set<UUID> published() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, address, ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics().forEach((topic, infos) -> {
                if (topic.startsWith(OUR_TOPICS)) {
                    infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
                }
            });
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            Set<UUID> ids = new HashSet<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofSeconds(1)).forEach(event -> {
                    var id = event.headers().lastHeader("ce_id");
                    if (id != null) {
                        ids.add(UUID.fromString(new String(id.value(), StandardCharsets.UTF_8)));
                    }
                });
            }
            return ids;
        }
    }

    /** How far each group is behind, on every topic it is subscribed to. */
    List<Lag> lags(Collection<String> groups) {
        Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, address);
        try (Admin admin = Admin.create(settings)) {
            List<Lag> lags = new ArrayList<>();
            var described = admin.describeConsumerGroups(groups).all().get();
            for (String group : groups) {
                Set<TopicPartition> partitions = described.get(group).members().stream()
                        .flatMap(member -> member.assignment().topicPartitions().stream())
                        .collect(Collectors.toSet());
                if (partitions.isEmpty()) {
                    lags.add(new Lag(group, "everything: it listens to nothing", Long.MAX_VALUE));
                }
                lags.addAll(lagsOf(admin, group, partitions));
            }
            return lags;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the broker does not tell how far its consumers are", failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking the broker", stopped);
        }
    }

    private static List<Lag> lagsOf(Admin admin, String group, Set<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        Map<TopicPartition, OffsetSpec> first = new HashMap<>();
        Map<TopicPartition, OffsetSpec> last = new HashMap<>();
        partitions.forEach(partition -> {
            first.put(partition, OffsetSpec.earliest());
            last.put(partition, OffsetSpec.latest());
        });
        Map<TopicPartition, ListOffsetsResultInfo> beginnings =
                admin.listOffsets(first).all().get();
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(last).all().get();
        Map<String, Long> behind = new TreeMap<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata seen = committed.get(partition);
            long position = seen == null ? beginnings.get(partition).offset() : seen.offset();
            behind.merge(partition.topic(), ends.get(partition).offset() - position, Long::sum);
        }
        return behind.entrySet().stream()
                .map(topic -> new Lag(group, topic.getKey(), topic.getValue()))
                .toList();
    }
}
