package org.licensedesk.chassis.messaging;

import jakarta.inject.Singleton;
import org.apache.kafka.clients.consumer.ConsumerRecords;

/** Where events arrive. Each takes effect once, in the order of its aggregate; what cannot is parked, never lost. */
@Singleton
public class Inbox {
    /** Handles a batch in one transaction, and returns when every event of it took effect or is parked. */
    public void receive(ConsumerRecords<String, byte[]> records, EventHandlers handlers) {
        throw new UnsupportedOperationException();
    }
}
