package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
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
