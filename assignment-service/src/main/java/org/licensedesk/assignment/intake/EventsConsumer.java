package org.licensedesk.assignment.intake;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.FollowDirectory;
import org.licensedesk.assignment.group.FollowDirectory.GroupRef;
import org.licensedesk.assignment.group.FollowDirectory.GroupTold;
import org.licensedesk.assignment.group.FollowDirectory.MembershipTold;
import org.licensedesk.assignment.group.Follows;
import org.licensedesk.assignment.intake.Told.ApprovalWithdrawn;
import org.licensedesk.assignment.intake.Told.Group;
import org.licensedesk.assignment.intake.Told.GroupMember;
import org.licensedesk.assignment.intake.Told.Person;
import org.licensedesk.assignment.intake.Told.PersonDeactivated;
import org.licensedesk.assignment.intake.Told.PersonRef;
import org.licensedesk.assignment.intake.Told.RequestApproved;
import org.licensedesk.assignment.request.ApprovedPackage;
import org.licensedesk.assignment.request.ApprovedRequest;
import org.licensedesk.assignment.request.AssignApprovedRequests;
import org.licensedesk.assignment.request.AssignApprovedRequests.WithdrawnRequest;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.Ledger.Departure;
import org.licensedesk.chassis.messaging.ConsumesEvents;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.EventHandlers;
import org.licensedesk.chassis.messaging.Inbox;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Received;

/** What this service listens to. */
@ApplicationScoped
class EventsConsumer implements ConsumesEvents {

    private final Inbox inbox;
    private final AssignApprovedRequests requests;
    private final Ledger ledger;
    private final People people;
    private final FollowDirectory directory;
    private final EventHandlers handlers;

    EventsConsumer(
            Inbox inbox, AssignApprovedRequests requests, Ledger ledger, People people, FollowDirectory directory) {
        this.inbox = inbox;
        this.requests = requests;
        this.ledger = ledger;
        this.people = people;
        this.directory = directory;
        this.handlers = EventHandlers.listeningTo()
                .onMany("RequestApproved.v1", RequestApproved.class, this::assign)
                .onMany("ApprovalWithdrawn.v1", ApprovalWithdrawn.class, this::withdraw)
                .onMany("PersonDeactivated.v1", PersonDeactivated.class, this::deactivate)
                .onState("Person.v1", Person.class, this::keepPeople)
                .onState("Group.v1", Group.class, this::keepGroups)
                .onState("GroupMember.v1", GroupMember.class, this::keepMembers);
    }

    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, handlers);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    private void assign(Handle tx, List<Received<RequestApproved>> events) {
        requests.assign(
                tx,
                events.stream()
                        .map(event -> new ApprovedRequest(
                                event.body().requestId(),
                                event.body().sku(),
                                event.body().productName(),
                                holder(event.body().beneficiary()),
                                event.envelope().time(),
                                event.body().endsOn(),
                                approved(event.body().approvedPackage()),
                                consequenceOf(event.envelope())))
                        .toList());
    }

    private void withdraw(Handle tx, List<Received<ApprovalWithdrawn>> events) {
        requests.withdraw(
                tx,
                events.stream()
                        .map(event -> new WithdrawnRequest(
                                new ApprovedRequest(
                                        event.body().requestId(),
                                        event.body().sku(),
                                        event.body().productName(),
                                        holder(event.body().beneficiary()),
                                        event.envelope().time(),
                                        null,
                                        approved(event.body().withdrawnPackage()),
                                        consequenceOf(event.envelope())),
                                event.body().reason()))
                        .toList());
    }

    private void deactivate(Handle tx, List<Received<PersonDeactivated>> events) {
        people.deactivate(tx, events);
        ledger.depart(
                tx,
                events.stream()
                        .map(event -> new Departure(
                                event.body().person().id(),
                                Cause.deactivated(event.body().person().name() + " was deactivated: "
                                        + event.body().cause()),
                                consequenceOf(event.envelope())))
                        .toList());
    }

    private void keepPeople(Handle tx, List<Received<Person>> states) {
        people.keep(tx, states);
        directory.people(
                tx,
                states.stream()
                        .filter(state -> state.body().active())
                        .collect(Collectors.toMap(
                                state -> state.body().id(),
                                state -> Follows.from(state.envelope()),
                                (one, later) -> later)));
    }

    private void keepGroups(Handle tx, List<Received<Group>> states) {
        directory.groups(
                tx,
                states.stream()
                        .map(state -> new GroupTold(
                                state.body().id(),
                                state.body().name(),
                                state.body().deleted(),
                                Follows.from(state.envelope())))
                        .toList());
    }

    private void keepMembers(Handle tx, List<Received<GroupMember>> states) {
        directory.memberships(
                tx,
                states.stream()
                        .map(state -> new MembershipTold(
                                new GroupRef(
                                        state.body().group().id(),
                                        state.body().group().name()),
                                holder(state.body().person()),
                                state.body().member(),
                                Follows.from(state.envelope())))
                        .toList());
    }

    private static ApprovedPackage approved(Told.Package told) {
        return told == null ? null : told.approved();
    }

    private static Holder holder(PersonRef person) {
        return new Holder(person.id(), person.email(), person.name());
    }

    private static Origin consequenceOf(EventEnvelope cause) {
        return Origin.causedBy(cause, Origin.SYSTEM);
    }
}
