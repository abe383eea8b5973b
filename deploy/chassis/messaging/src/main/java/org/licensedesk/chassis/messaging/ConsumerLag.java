package org.licensedesk.chassis.messaging;

import io.smallrye.reactive.messaging.kafka.KafkaClientService;
import io.smallrye.reactive.messaging.kafka.KafkaConsumer;
import jakarta.inject.Singleton;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/** How many events lie at the broker that this process is to handle and has not: not fetched yet, or in hand. */
@Singleton
class ConsumerLag {
    private static final String CHANNEL = "events";

    private final KafkaClientService clients;
    private final Inbox inbox;

    ConsumerLag(KafkaClientService clients, Inbox inbox) {
        this.clients = clients;
        this.inbox = inbox;
    }

    double events() {
        KafkaConsumer<?, ?> consumer = clients.getConsumer(CHANNEL);
        double unfetched = consumer == null ? 0 : unfetched(consumer.unwrap().metrics());
        return unfetched + inbox.inHand();
    }

    private static double unfetched(Map<MetricName, ? extends Metric> metrics) {
        double sum = 0;
        for (var metric : metrics.entrySet()) {
            if (metric.getKey().name().equals("records-lag")
                    && metric.getKey().tags().containsKey("partition")
                    && metric.getValue().metricValue() instanceof Double lag
                    && !lag.isNaN()) {
                sum += lag;
            }
        }
        return sum;
    }
}
