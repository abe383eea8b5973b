package org.licensedesk.chassis.messaging;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;

/** Listens as a service does. */
@ApplicationScoped
class ThingsConsumer implements ConsumesEvents {
    private final Inbox inbox;
    private final Listener listener = new Listener();
    private final List<EventEnvelope> heard = new CopyOnWriteArrayList<>();

    ThingsConsumer(Inbox inbox) {
        this.inbox = inbox;
        listener.trouble = event -> {
            heard.add(event);
            if (event.aggregateId().startsWith("poison")) {
                throw new IllegalStateException("poison");
            }
        };
    }

    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, handlers());
    }

    @Override
    public EventHandlers handlers() {
        return listener.handlers();
    }

    List<EventEnvelope> heard(String thing) {
        return heard.stream().filter(event -> event.aggregateId().equals(thing)).toList();
    }
}
