package org.licensedesk.request.tracking;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.request.catalogue.Kind;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.WaitingList.Position;

/**
 * One request as its requester sees it: what was asked, how far it has come, whose turn it is.
 *
 * @param sku the product, or the package's id
 * @param validDays for how many days a package is given from its approval on, where there is no last day
 * @param parts the products of a package; empty for a product
 */
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
        String outcome,
        Kind kind,
        Integer validDays,
        List<Part> parts) {

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
            Instant at,
            Kind kind,
            Integer validDays,
            List<Part> parts) {
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
                null,
                kind,
                validDays,
                parts);
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
        return status == RequestStatus.ASSIGNED && lastsUntil() != null && belongsTo(reader);
    }

    /**
     * The last day of what it led to: as it was asked for or, of a package that says itself how long it is given, that of its seats;
     * null while those are not known, and without end.
     */
    public LocalDate lastsUntil() {
        if (endsOn != null || validDays == null) {
            return endsOn;
        }
        return parts.stream()
                .map(Part::endsOn)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(null);
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
            case APPROVED -> outcome + (isForPackage() ? ", the seats are being given" : ", a seat is being given");
            case WAITLISTED ->
                isForPackage() ? "Approved, waiting for free seats" : "Approved, waiting for a free seat";
            case PARTIALLY_ASSIGNED -> beneficiary.name() + " has " + seats() + whatIsMissing();
            case ASSIGNED -> beneficiary.name() + " has " + seats();
            case EXPIRED -> "Expired: nobody decided in time";
            case REJECTED, WITHDRAWN -> outcome;
            case ENDED -> "Ended: " + outcome;
        };
    }

    /** Whether several products are asked for as one. */
    public boolean isForPackage() {
        return kind == Kind.PACKAGE;
    }

    /** "a seat", or of a package "2 of 3 seats". */
    String seats() {
        if (!isForPackage()) {
            return "a seat";
        }
        var held = count(RequestStatus.ASSIGNED);
        return held < parts.size()
                ? held + " of " + parts.size() + " seats"
                : held == 1 ? "a seat" : "all " + held + " seats";
    }

    /** ", 1 is waited for". */
    String whatIsMissing() {
        var waiting = count(RequestStatus.WAITLISTED);
        return waiting == 0 ? "" : ", " + waiting + (waiting == 1 ? " is" : " are") + " waited for";
    }

    /** The reasons that stand on a waiting list for this request now. */
    List<UUID> waitingReasons() {
        if (!isForPackage()) {
            return status == RequestStatus.WAITLISTED ? List.of(id) : List.of();
        }
        return parts.stream()
                .filter(part -> part.is(RequestStatus.WAITLISTED))
                .map(Part::reasonId)
                .toList();
    }

    private int count(RequestStatus one) {
        return (int) parts.stream().filter(part -> part.is(one)).count();
    }

    /** The people whose turn it is, in one phrase. */
    public String namesOfWaitingOn() {
        return waitingOn.stream().map(PersonRef::name).collect(Collectors.joining(" or "));
    }

    /** The same for programs, with the places its reasons have on waiting lists. */
    public RequestView view(Map<UUID, Position> places, List<Moment> timeline) {
        return new RequestView(
                id,
                sku,
                productName,
                PersonView.of(requester),
                PersonView.of(beneficiary),
                justification,
                endsOn,
                lastsUntil(),
                extended,
                status,
                statusSince,
                waitingOn.stream().map(PersonView::of).toList(),
                dueAt,
                place(places.get(id)),
                kind,
                parts.stream()
                        .map(part -> new RequestView.PartView(
                                part.sku(),
                                part.productName(),
                                part.statusIn(this),
                                part.reasonId() == null ? null : place(places.get(part.reasonId())),
                                part.endsOn(),
                                part.cause()))
                        .toList(),
                timeline);
    }

    private static Integer place(Position position) {
        return position == null ? null : position.position();
    }
}
