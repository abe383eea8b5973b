package org.licensedesk.request.intake;

import io.smallrye.common.annotation.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.ConsumesEvents;
import org.licensedesk.chassis.messaging.EventHandlers;
import org.licensedesk.chassis.messaging.Inbox;
import org.licensedesk.chassis.messaging.Received;
import org.licensedesk.request.catalogue.Products;
import org.licensedesk.request.history.History;
import org.licensedesk.request.intake.ApprovalEvents.DecidedView;
import org.licensedesk.request.intake.ApprovalEvents.RoutedView;
import org.licensedesk.request.intake.ApprovalEvents.UnroutableView;
import org.licensedesk.request.intake.AssignmentEvents.EndedView;
import org.licensedesk.request.intake.AssignmentEvents.PackageView;
import org.licensedesk.request.intake.AssignmentEvents.ProductDefinedView;
import org.licensedesk.request.intake.AssignmentEvents.ProductView;
import org.licensedesk.request.intake.AssignmentEvents.ReasonAddedView;
import org.licensedesk.request.intake.AssignmentEvents.SeatAssignedView;
import org.licensedesk.request.intake.AssignmentEvents.WaitlistedView;
import org.licensedesk.request.intake.DirectoryEvents.PersonDeactivatedView;
import org.licensedesk.request.intake.DirectoryEvents.PersonView;
import org.licensedesk.request.people.People;
import org.licensedesk.request.submission.WithdrawRequest;
import org.licensedesk.request.tracking.HeldSeats;
import org.licensedesk.request.tracking.Move;
import org.licensedesk.request.tracking.RequestStatus;
import org.licensedesk.request.tracking.TrackedRequests;
import org.licensedesk.request.tracking.WaitingList;

/** Listens to every topic there is. The history hears all of it; the table says who else does. */
@ApplicationScoped
class EventsConsumer implements ConsumesEvents {
    private final Inbox inbox;
    private final TrackedRequests requests;
    private final HeldSeats seats;
    private final WaitingList waitingList;
    private final People people;
    private final Products products;
    private final WithdrawRequest withdrawRequest;
    private final EventHandlers handlers;

    EventsConsumer(
            Inbox inbox,
            TrackedRequests requests,
            HeldSeats seats,
            WaitingList waitingList,
            People people,
            Products products,
            History history,
            WithdrawRequest withdrawRequest) {
        this.inbox = inbox;
        this.requests = requests;
        this.seats = seats;
        this.waitingList = waitingList;
        this.people = people;
        this.products = products;
        this.withdrawRequest = withdrawRequest;
        this.handlers = EventHandlers.listeningTo()
                .onMany("ApprovalRequested.v1", RoutedView.class, moves(RoutedView::move))
                .onMany("ApprovalRerouted.v1", RoutedView.class, moves(RoutedView::move))
                .onMany("ApprovalUnroutable.v1", UnroutableView.class, moves(UnroutableView::move))
                .onMany("RequestApproved.v1", DecidedView.class, moves(DecidedView::approval))
                .onMany("RequestRejected.v1", DecidedView.class, moves(DecidedView::rejection))
                .onMany("SeatAssigned.v1", SeatAssignedView.class, this::seatsAssigned)
                .onMany("ReasonAdded.v1", ReasonAddedView.class, this::reasonsAdded)
                .onMany("ReasonEnded.v1", EndedView.class, this::reasonsEnded)
                .onMany("SeatReleased.v1", EndedView.class, this::reasonsEnded)
                .onMany("Waitlisted.v1", WaitlistedView.class, this::waitlisted)
                .onMany("WaitingPlaceEnded.v1", EndedView.class, this::waitingPlacesEnded)
                .onMany("ReasonBlocked.v1", EndedView.class, this::reasonsBlocked)
                .onMany("AssignmentRefused.v1", EndedView.class, this::assignmentsRefused)
                .on("ProductDefined.v1", ProductDefinedView.class, this::productDefined)
                .on("PersonDeactivated.v1", PersonDeactivatedView.class, this::personDeactivated)
                .onState("Person.v1", PersonView.class, this::peopleChanged)
                .onState("Product.v1", ProductView.class, this::productsChanged)
                .onState("Package.v1", PackageView.class, this::packagesChanged)
                .onEvery(history::append);
    }

    @Override
    public EventHandlers handlers() {
        return handlers;
    }

    @Incoming("events")
    @Blocking
    public void receive(ConsumerRecords<String, byte[]> records) {
        inbox.receive(records, handlers);
    }

    private <T> BiConsumer<Handle, List<Received<T>>> moves(Function<Received<T>, Move> move) {
        return (tx, events) -> requests.move(tx, events.stream().map(move).toList());
    }

    private void seatsAssigned(Handle tx, List<Received<SeatAssignedView>> events) {
        seats.given(tx, events.stream().map(event -> event.body().reason()).toList());
        waitingList.left(
                tx, events.stream().map(event -> event.body().reasonId()).toList());
        requests.move(
                tx,
                AssignmentEvents.moves(
                        events,
                        (id, event) -> Move.assigned(id, event.envelope().time())));
        requests.moveParts(tx, AssignmentEvents.partMoves(events, RequestStatus.ASSIGNED));
    }

    private void reasonsAdded(Handle tx, List<Received<ReasonAddedView>> events) {
        seats.given(
                tx,
                events.stream()
                        .map(event -> event.body().reason(event.envelope().time()))
                        .toList());
        waitingList.left(
                tx, events.stream().map(event -> event.body().reasonId()).toList());
        requests.move(
                tx,
                AssignmentEvents.moves(
                        events,
                        (id, event) -> Move.assigned(id, event.envelope().time())));
        requests.moveParts(tx, AssignmentEvents.partMoves(events, RequestStatus.ASSIGNED));
    }

    private void reasonsEnded(Handle tx, List<Received<EndedView>> events) {
        seats.ended(tx, events.stream().map(EndedView::ended).toList());
        assignmentsRefused(tx, events);
    }

    private void waitlisted(Handle tx, List<Received<WaitlistedView>> events) {
        waitingList.joined(
                tx, events.stream().map(event -> event.body().place()).toList());
        requests.move(
                tx,
                AssignmentEvents.moves(
                        events,
                        (id, event) -> Move.waitlisted(id, event.envelope().time())));
        requests.moveParts(tx, AssignmentEvents.partMoves(events, RequestStatus.WAITLISTED));
    }

    private void waitingPlacesEnded(Handle tx, List<Received<EndedView>> events) {
        waitingList.left(
                tx, events.stream().map(event -> event.body().reasonId()).toList());
        assignmentsRefused(tx, events);
    }

    /** A conflict keeps a part from its seat for now: it goes on waiting, but stands in no line. */
    private void reasonsBlocked(Handle tx, List<Received<EndedView>> events) {
        waitingList.left(
                tx, events.stream().map(event -> event.body().reasonId()).toList());
        requests.moveParts(tx, AssignmentEvents.partMoves(events, RequestStatus.WAITLISTED));
    }

    private void assignmentsRefused(Handle tx, List<Received<EndedView>> events) {
        requests.move(tx, AssignmentEvents.moves(events, EndedView::move));
        requests.moveParts(tx, AssignmentEvents.partMoves(events, RequestStatus.ENDED));
    }

    private void productDefined(Handle tx, Received<ProductDefinedView> event) {
        products.recordPurpose(tx, event.body().sku(), event.body().plans());
    }

    private void productsChanged(Handle tx, List<Received<ProductView>> events) {
        products.record(tx, events.stream().map(event -> event.body().product()).toList());
    }

    private void packagesChanged(Handle tx, List<Received<PackageView>> events) {
        products.recordPackages(
                tx, events.stream().map(event -> event.body().licensePackage()).toList());
    }

    private void peopleChanged(Handle tx, List<Received<PersonView>> events) {
        people.record(tx, events.stream().map(event -> event.body().person()).toList());
        events.stream()
                .filter(event -> !event.body().active())
                .forEach(event -> withdrawRequest.withdrawAllOf(tx, event.body().id(), event.envelope()));
    }

    private void personDeactivated(Handle tx, Received<PersonDeactivatedView> event) {
        var person = event.body().person().id();
        people.deactivate(tx, List.of(person));
        withdrawRequest.withdrawAllOf(tx, person, event.envelope());
    }
}
