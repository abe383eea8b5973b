package org.licensedesk.chassis.messaging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;

/** The real one. Its clients are made when needed and made anew after an error that they do not recover from. */
final class KafkaBroker implements Broker {
    private static final Logger LOG = Logger.getLogger(KafkaBroker.class);
    private static final int PATIENT_ROUNDS = 10;

    private final Map<String, Object> settings;
    private Producer<String, byte[]> producer;
    private Admin admin;
    private int failedRounds;

    /** @param settings where the broker is and how it is reached */
    KafkaBroker(Map<String, Object> settings) {
        this.settings = settings;
    }

    @Override
    public BitSet send(List<ProducerRecord<String, byte[]>> messages) {
        BitSet acknowledged = new BitSet(messages.size());
        List<Future<RecordMetadata>> answers = new ArrayList<>(messages.size());
        Exception failure = null;
        try {
            Producer<String, byte[]> sender = producer();
            for (ProducerRecord<String, byte[]> message : messages) {
                answers.add(sender.send(message));
            }
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException | IllegalStateException e) {
            failure = e; // those before it may still arrive
        }
        if (producer != null) {
            producer.flush();
        }
        for (int i = 0; i < answers.size(); i++) {
            try {
                answers.get(i).get();
                acknowledged.set(i);
            } catch (ExecutionException e) {
                failure = failure == null ? (Exception) e.getCause() : failure;
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }
        judge(failure);
        return acknowledged;
    }

    private void judge(Exception failure) {
        if (failure == null) {
            failedRounds = 0;
            return;
        }
        failedRounds++;
        if (failedRounds == 1) {
            LOG.warnf("The broker does not take events, they wait in the outbox: %s", failure.toString());
        }
        if (!(failure instanceof RetriableException) || failedRounds % PATIENT_ROUNDS == 0) {
            closeProducer();
        }
    }

    @Override
    public Map<String, String> topicIds(Set<String> topics) {
        Map<String, String> ids = new HashMap<>();
        admin().describeTopics(topics).topicNameValues().forEach((topic, description) -> {
            try {
                ids.put(topic, description.get().topicId().toString());
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                    throw failed(e);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
        return ids;
    }

    @Override
    public void create(List<NewTopic> topics) {
        admin().createTopics(topics).values().forEach((topic, creation) -> {
            try {
                creation.get();
                LOG.infof("Topic %s was created", topic);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw failed(e);
                }
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        });
    }

    @Override
    public void close() {
        closeProducer();
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
            admin = null;
        }
    }

    private void closeProducer() {
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
    }

    private Producer<String, byte[]> producer() {
        if (producer == null) {
            Map<String, Object> all = new HashMap<>(settings);
            all.put(ProducerConfig.ACKS_CONFIG, "all");
            all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
            // a round is flushed: until then its messages gather, so that each broker is sent one request
            all.put(ProducerConfig.LINGER_MS_CONFIG, 100);
            all.put(ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024);
            // shorter than the time that the round's database session may stand idle
            all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 8_000);
            all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 4_000);
            all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 4_000);
            all.put(ProducerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
            all.putAll(patience());
            producer = new KafkaProducer<>(all, new StringSerializer(), new ByteArraySerializer());
        }
        return producer;
    }

    private Admin admin() {
        if (admin == null) {
            Map<String, Object> all = new HashMap<>(settings);
            all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 3_000);
            all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
            all.putAll(patience());
            admin = Admin.create(all);
        }
        return admin;
    }

    private static Map<String, Object> patience() {
        return Map.of("reconnect.backoff.ms", 100, "reconnect.backoff.max.ms", 1_000);
    }

    private static KafkaException failed(ExecutionException e) {
        return e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
    }
}
