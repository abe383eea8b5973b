package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** The holder returns a seat, or an administrator removes it. To anybody else there is no such seat. */
@ApplicationScoped
class ReleaseSeat {

    private final Database database;
    private final Ledger ledger;
    private final Seats seats;

    ReleaseSeat(Database database, Ledger ledger, Seats seats) {
        this.database = database;
        this.ledger = ledger;
        this.seats = seats;
    }

    /** Returns it as its holder, or else removes it as administrator. @return the seat that was */
    SeatRow release(UUID seatId, CurrentUser who) {
        SeatRow seat = visible(seatId, who);
        boolean own = seat.holderEmail().equals(who.email());
        Cause cause = own ? Cause.returned(seat.holderName()) : Cause.removed(who.name());
        boolean administrator = who.isAdministrator();
        database.doInTransaction(tx -> ledger.release(
                tx,
                seatId,
                type -> own && type.endsByReturn() || administrator && type.endsByRemoval(),
                cause,
                Origin.by(who.email())));
        return seat;
    }

    /** Returns it as its holder; an administrator too can return only their own. @return the seat that was */
    SeatRow returnOwn(UUID seatId, CurrentUser who) {
        SeatRow seat = visible(seatId, who);
        if (!seat.holderEmail().equals(who.email())) {
            throw noSuchSeat();
        }
        database.doInTransaction(tx -> ledger.release(
                tx, seatId, ReasonType::endsByReturn, Cause.returned(seat.holderName()), Origin.by(who.email())));
        return seat;
    }

    /** Takes somebody off a waiting list as administrator. @return the place that was, and whether a group keeps it */
    LeftLine leaveLine(String sku, String holderEmail, CurrentUser who) {
        WaitingRow place = seats.waitingOf(holderEmail).stream()
                .filter(waiting -> waiting.sku().equals(sku))
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Nobody with this address waits for this product any more."));
        Cause cause = Cause.removed(who.name());
        Origin origin = Origin.by(who.email());
        boolean kept = database.inTransaction(tx -> {
            ledger.lock(tx, List.of(sku));
            List<LiveReason> waiting = ledger.liveReasons(tx, seats.holdersOf(tx, holderEmail)).stream()
                    .filter(reason -> reason.sku().equals(sku) && reason.state() == LiveReason.State.WAITING)
                    .toList();
            List<Ending> endings = waiting.stream()
                    .filter(reason -> reason.type().endsByRemoval())
                    .map(reason -> new Ending(reason.id(), cause, origin))
                    .toList();
            if (endings.isEmpty()) {
                throw Refusal.conflict(
                        "REASON_REMAINS",
                        place.holderName() + " waits for " + place.productName()
                                + " through a group: only the group takes that back.");
            }
            ledger.end(tx, endings);
            return endings.size() < waiting.size();
        });
        return new LeftLine(place, kept);
    }

    /**
     * A waiting place that an administrator took away.
     *
     * @param kept whether its holder still waits, through a group
     */
    record LeftLine(WaitingRow place, boolean kept) {}

    private SeatRow visible(UUID seatId, CurrentUser who) {
        SeatRow seat = seats.of(seatId).orElseThrow(() -> Refusal.notFound("There is no such seat."));
        if (!seat.holderEmail().equals(who.email()) && !who.isAdministrator()) {
            throw noSuchSeat();
        }
        return seat;
    }

    private static Refusal noSuchSeat() {
        return Refusal.hidden("There is no such seat.");
    }
}
