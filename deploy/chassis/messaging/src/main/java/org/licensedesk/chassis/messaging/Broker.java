package org.licensedesk.chassis.messaging;

import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What the relay needs of Kafka. */
interface Broker extends AutoCloseable {

    /** Sends in this order and waits; answers which of them the broker has for certain. */
    BitSet send(List<ProducerRecord<String, byte[]>> messages);

    /** The identities of those of these topics that exist. Throws when the broker cannot be asked. */
    Map<String, String> topicIds(Set<String> topics);

    /** Creates topics; one that somebody else created meanwhile is left as it is. */
    void create(List<NewTopic> topics);

    @Override
    void close();
}
