package org.licensedesk.request.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.request.people.PersonRef;

/** One request as its requester sees it: what was asked, how far it has come, whose turn it is. */
public record TrackedRequest(
        UUID id,
        String sku,
        String productName,
        PersonRef requester,
        PersonRef beneficiary,
        String justification,
        LocalDate endsOn,
        UUID extended,
        Instant submittedAt,
        RequestStatus status,
        Instant statusSince,
        List<PersonRef> waitingOn,
        Instant waitingSince,
        String waitingWhy,
        Instant dueAt,
        String outcome) {

    /** A request the moment it is submitted. */
    public static TrackedRequest submitted(
            UUID id,
            String sku,
            String productName,
            PersonRef requester,
            PersonRef beneficiary,
            String justification,
            LocalDate endsOn,
            UUID extended,
            Instant at) {
        return new TrackedRequest(
                id,
                sku,
                productName,
                requester,
                beneficiary,
                justification,
                endsOn,
                extended,
                at,
                RequestStatus.SUBMITTED,
                at,
                List.of(),
                null,
                null,
                null,
                null);
    }

    /** Whose request it is: the one who asked and the one who is to have the license. */
    public boolean belongsTo(String email) {
        return requester.is(email) || beneficiary.is(email);
    }

    /** Who may see it: those it belongs to, administrators and auditors. */
    public boolean isVisibleTo(CurrentUser user) {
        return belongsTo(user.email()) || user.isAdministrator() || user.isAuditor();
    }

    /** Who may take it back while it is open. */
    public boolean canBeWithdrawnBy(CurrentUser user) {
        return status.isOpen() && (belongsTo(user.email()) || user.isAdministrator());
    }

    /** Whether its license ends on a day that could be a later one, as far as this reader may ask for it. */
    public boolean isExtendableBy(String reader) {
        return status == RequestStatus.ASSIGNED && endsOn != null && belongsTo(reader);
    }

    /** Whether somebody asked for somebody else. */
    public boolean isOnBehalf() {
        return !requester.email().equals(beneficiary.email());
    }

    /** The state as a sentence, without its times. */
    public String headline() {
        return switch (status) {
            case SUBMITTED -> "Submitted, on its way to whoever decides";
            case WAITING_FOR_APPROVAL ->
                waitingOn.isEmpty() ? "Waiting, but nobody can decide it yet" : "Waiting for " + namesOfWaitingOn();
            case APPROVED -> outcome + ", a seat is being given";
            case WAITLISTED -> "Approved, waiting for a free seat";
            case ASSIGNED -> beneficiary.name() + " has a seat";
            case EXPIRED -> "Expired: nobody decided in time";
            case REJECTED, WITHDRAWN -> outcome;
            case ENDED -> "Ended: " + outcome;
        };
    }

    /** The people whose turn it is, in one phrase. */
    public String namesOfWaitingOn() {
        return waitingOn.stream().map(PersonRef::name).collect(Collectors.joining(" or "));
    }

    /** The same for programs. */
    public RequestView view(Integer position, List<Moment> timeline) {
        return new RequestView(
                id,
                sku,
                productName,
                PersonView.of(requester),
                PersonView.of(beneficiary),
                justification,
                endsOn,
                extended,
                status,
                statusSince,
                waitingOn.stream().map(PersonView::of).toList(),
                dueAt,
                position,
                timeline);
    }
}
