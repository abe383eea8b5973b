package org.licensedesk.assignment.purchase;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.purchase.LotEvent.LotAdded;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Records seats that were bought: they count from the first day of their term to its last. */
@ApplicationScoped
class RecordLot {

    private final Database database;
    private final Ledger ledger;
    private final Lots lots;
    private final Outbox outbox;
    private final SeatSettings settings;
    private final Clock clock;

    RecordLot(Database database, Ledger ledger, Lots lots, Outbox outbox, SeatSettings settings, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.lots = lots;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** The day it is where terms begin and end. */
    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    Lot record(String sku, Order order, String administrator) {
        return database.inTransaction(tx -> record(tx, sku, order, Origin.by(administrator)));
    }

    private Lot record(Handle tx, String sku, Order order, Origin origin) {
        var pool = ledger.lock(tx, List.of(sku)).get(sku);
        if (pool == null) {
            throw Refusal.notFound("There is no such product.");
        }
        if (lots.isRecorded(tx, sku, order)) {
            throw Refusal.conflict(
                    "ALREADY_RECORDED",
                    "Order " + order.orderNumber() + " is recorded for this product and this first day already.");
        }
        Lot lot = new Lot(
                Ids.next(),
                sku,
                Lot.Kind.PURCHASE,
                order.orderNumber(),
                order.orderedOn(),
                order.price(),
                order.currency(),
                order.quantity(),
                order.startsOn(),
                order.endsOn(),
                Lot.State.on(today(), order.startsOn(), order.endsOn()),
                origin.actor(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        lots.add(tx, List.of(lot));
        EventReceipt added = outbox.append(
                tx, origin, added(lot, ProductNames.of(tx, List.of(sku)).get(sku)));
        if (lot.state() == Lot.State.RUNNING) {
            int sum = lots.sums(tx, List.of(sku)).get(sku);
            if (sum > AdjustPool.MOST_SEATS) {
                throw Refusal.invalid("quantity", "A pool has at most " + AdjustPool.MOST_SEATS + " seats.");
            }
            ledger.resize(tx, sku, sum, true, origin.following(added));
        }
        return lot;
    }

    static LotAdded added(Lot lot, String productName) {
        return new LotAdded(
                lot.id(),
                lot.sku(),
                productName,
                lot.kind(),
                lot.orderNumber(),
                lot.orderedOn(),
                lot.price(),
                lot.currency(),
                lot.quantity(),
                lot.startsOn(),
                lot.endsOn());
    }
}
