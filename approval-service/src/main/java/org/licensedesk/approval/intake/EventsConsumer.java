package org.licensedesk.approval.intake;

import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.licensedesk.approval.decision.OpenCases;
import org.licensedesk.approval.decision.WithdrawCases;
import org.licensedesk.approval.people.groups.GroupProducts;
import org.licensedesk.chassis.messaging.ConsumesEvents;
import org.licensedesk.chassis.messaging.EventHandlers;
import org.licensedesk.chassis.messaging.Inbox;

/** Everything approval-service listens to, in one table. */
@ApplicationScoped
public class EventsConsumer implements ConsumesEvents {

    private final Inbox inbox;
    private final EventHandlers handlers;

    EventsConsumer(
            Inbox inbox,
            OpenCases openCases,
            WithdrawCases withdrawCases,
            EvidenceTables evidence,
            GroupProducts groupProducts) {
        this.inbox = inbox;
        this.handlers = EventHandlers.listeningTo()
                .onMany(
                        "RequestSubmitted.v1",
                        RequestFacts.RequestSubmitted.class,
                        (tx, submitted) -> openCases.open(
                                tx,
                                submitted.stream().map(RequestFacts::submission).toList()))
                .onMany(
                        "RequestWithdrawn.v1",
                        RequestFacts.RequestWithdrawn.class,
                        (tx, withdrawn) -> withdrawCases.withdraw(
                                tx,
                                withdrawn.stream().map(RequestFacts::withdrawal).toList()))
                .onState("Product.v1", AssignmentFacts.Product.class, evidence::products)
                .onState(
                        "GroupProducts.v1",
                        AssignmentFacts.GroupProducts.class,
                        (tx, states) -> groupProducts.put(tx, AssignmentFacts.skusByGroup(states)))
                .onMany("SeatAssigned.v1", AssignmentFacts.SeatAssigned.class, evidence::seatsAssigned)
                .onMany("ReasonAdded.v1", AssignmentFacts.ReasonAdded.class, evidence::reasonsAdded)
                .onMany("ReasonEnded.v1", AssignmentFacts.ReasonEnded.class, evidence::reasonsEnded)
                .onMany("SeatReleased.v1", AssignmentFacts.SeatReleased.class, evidence::seatsReleased)
                .onMany("Waitlisted.v1", AssignmentFacts.Waitlisted.class, evidence::waitlisted)
                .onMany("WaitingPlaceEnded.v1", AssignmentFacts.WaitingPlaceEnded.class, evidence::waitingPlacesEnded)
                .onMany("ReasonBlocked.v1", AssignmentFacts.ReasonBlocked.class, evidence::reasonsBlocked)
                .onMany("AssignmentRefused.v1", AssignmentFacts.AssignmentRefused.class, evidence::refused);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    /** Takes a batch; the inbox sees to it that each event takes effect once and in order. */
    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, handlers);
    }
}
