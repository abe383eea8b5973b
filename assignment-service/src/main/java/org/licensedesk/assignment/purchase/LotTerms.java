package org.licensedesk.assignment.purchase;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.purchase.LotEvent.LotBegan;
import org.licensedesk.assignment.purchase.LotEvent.LotEnded;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/**
 * Lets terms begin and end. The clock decides, the schedule only looks. What ends below use retires seats as they become free: no
 * date takes a seat out of anybody's hands.
 */
@ApplicationScoped
class LotTerms {

    private final Database database;
    private final Ledger ledger;
    private final Lots lots;
    private final Outbox outbox;
    private final PurchaseSettings settings;
    private final SeatSettings seats;
    private final Clock clock;

    LotTerms(
            Database database,
            Ledger ledger,
            Lots lots,
            Outbox outbox,
            PurchaseSettings settings,
            SeatSettings seats,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.lots = lots;
        this.outbox = outbox;
        this.settings = settings;
        this.seats = seats;
        this.clock = clock;
    }

    @Scheduled(
            every = "${assignment.purchase.look-every:20s}",
            delayed = "5s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void beginAndEnd() {
        while (database.inTransaction(this::beginAndEndSome) >= settings.productsAtOnce()) {
            // the next products, in a transaction of their own
        }
    }

    private int beginAndEndSome(Handle tx) {
        if (!lots.amTheOneWhoLooks(tx)) {
            return 0;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), seats.zone());
        List<String> due = lots.due(tx, today, settings.productsAtOnce());
        if (due.isEmpty()) {
            return 0;
        }
        ledger.lock(tx, due);
        Map<String, String> names = ProductNames.of(tx, due);
        List<Lot> turned = lots.turn(tx, due, today);
        List<EventReceipt> told = outbox.append(
                tx,
                turned.stream()
                        .map(lot -> new Outgoing(turned(lot, names.get(lot.sku())), Origin.system()))
                        .toList());
        Map<String, EventReceipt> lastOf = new HashMap<>();
        for (int i = 0; i < turned.size(); i++) {
            lastOf.put(turned.get(i).sku(), told.get(i));
        }
        // a renewal begins as the old term ends: both are counted before the pool is told
        lots.sums(tx, lastOf.keySet()).entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(sum -> ledger.resize(
                        tx, sum.getKey(), sum.getValue(), true, Origin.system().following(lastOf.get(sum.getKey()))));
        return due.size();
    }

    private static OutgoingEvent turned(Lot lot, String name) {
        return lot.state() == Lot.State.OVER
                ? new LotEnded(
                        lot.id(), lot.sku(), name, lot.orderNumber(), lot.quantity(), lot.startsOn(), lot.endsOn())
                : new LotBegan(
                        lot.id(), lot.sku(), name, lot.orderNumber(), lot.quantity(), lot.startsOn(), lot.endsOn());
    }
}
