package org.licensedesk.local.servers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** One Kafka broker in this JVM, controller and broker in one, on loopback only. */
public final class KafkaBroker implements AutoCloseable {

    private static final int NODE = 1;
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;

    private KafkaBroker(KafkaRaftServer server) {
        this.server = server;
    }

    /**
     * Starts a broker, on a directory formatted for it unless it is already.
     *
     * @param durable whether every message is on the disk before it is acknowledged
     */
    public static KafkaBroker start(Path directory, int port, int controllerPort, boolean durable) throws Exception {
        if (!Files.exists(directory.resolve("meta.properties"))) {
            format(directory);
        }
        var server =
                new KafkaRaftServer(new KafkaConfig(settings(directory, port, controllerPort, durable)), Time.SYSTEM);
        server.startup();
        return new KafkaBroker(server);
    }

    /** Waits until the broker has ended. */
    public void awaitEnd() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
    }

    /** Formats aside, forces it to the disk and renames: a broker that is killed at once finds all of it, or nothing. */
    private static void format(Path directory) throws Exception {
        Path aside = directory.resolveSibling(directory.getFileName() + ".new");
        Directories.delete(aside);
        Directories.delete(directory);
        Files.createDirectories(aside);
        var output = new ByteArrayOutputStream();
        try {
            new Formatter()
                    .setPrintStream(new PrintStream(output))
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE)
                    .setControllerListenerName(CONTROLLER)
                    .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
                    .setReleaseVersion(MetadataVersion.latestProduction())
                    .setDirectories(java.util.List.of(aside.toString()))
                    .setMetadataLogDirectory(aside.toString())
                    .run();
        } catch (Exception e) {
            throw new IOException("Kafka could not format " + directory + ": " + output, e);
        }
        Directories.sync(aside);
        Files.move(aside, directory, StandardCopyOption.ATOMIC_MOVE);
        Directories.sync(directory);
    }

    private static Map<String, String> settings(Path directory, int port, int controllerPort, boolean durable) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", String.valueOf(NODE));
        settings.put(
                "listeners", "PLAINTEXT://127.0.0.1:" + port + "," + CONTROLLER + "://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT," + CONTROLLER + ":PLAINTEXT");
        settings.put("controller.listener.names", CONTROLLER);
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("log.dirs", directory.toString());

        // topics are made by their publisher, with the partitions it promises, or not at all
        settings.put("auto.create.topics.enable", "false");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "3");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");

        if (durable) {
            settings.put("log.flush.interval.messages", "1");
        }
        // after a kill the old registration must lapse before the broker may come back
        settings.put("broker.session.timeout.ms", "1500");
        settings.put("broker.heartbeat.interval.ms", "300");
        settings.put("group.initial.rebalance.delay.ms", "0");

        // small: one machine, few clients
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "2");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.put("metadata.log.max.record.bytes.between.snapshots", "1048576");
        return settings;
    }
}
