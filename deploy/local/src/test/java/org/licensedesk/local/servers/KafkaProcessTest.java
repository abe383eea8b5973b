package org.licensedesk.local.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaProcessTest {

    private final FreePorts ports = new FreePorts();
    private final int port = ports.next();
    private final int controllerPort = ports.next();

    @TempDir
    Path directory;

    private Process process;

    @AfterEach
    void end() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Test
    void whatWasAcknowledgedSurvivesAKill() throws Exception {
        start();
        createTopic("kept");
        send("kept", "harbour");

        process.destroyForcibly().waitFor();
        start();

        assertThat(firstOf("kept")).isEqualTo("harbour");
    }

    @Test
    void nobodyMakesATopicByAccident() throws Exception {
        start();

        assertThatThrownBy(() -> send("never-made", "word")).isInstanceOf(ExecutionException.class);

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            assertThat(admin.listTopics().names().get()).doesNotContain("never-made");
        }
    }

    private void start() throws IOException, InterruptedException {
        Path ready = directory.resolve("ready");
        Files.deleteIfExists(ready);
        process = ChildJvm.of(
                        KafkaProcess.class,
                        directory.resolve("kafka").toString(),
                        String.valueOf(port),
                        String.valueOf(controllerPort),
                        ready.toString())
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
        while (!Files.exists(ready)) {
            assertThat(process.isAlive()).as(() -> log()).isTrue();
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private String address() {
        return "127.0.0.1:" + port;
    }

    private void createTopic(String name) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address()))) {
            admin.createTopics(List.of(new NewTopic(name, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
        }
    }

    private void send(String topic, String word) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "acks", "all", "max.block.ms", "2000");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, word)).get();
        }
    }

    private String firstOf(String topic) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address(), "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            while (true) {
                for (var message : consumer.poll(Duration.ofSeconds(1))) {
                    return message.value();
                }
            }
        }
    }
}
