package org.licensedesk.assignment.purchase;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Sets right how many seats there are in all: the difference to the running lots becomes a lot itself. */
@ApplicationScoped
public class AdjustPool {

    /** Nobody buys more by intent; a slip of the finger does. */
    public static final int MOST_SEATS = 10_000_000;

    private final Database database;
    private final Ledger ledger;
    private final Lots lots;
    private final Outbox outbox;
    private final SeatSettings settings;
    private final Clock clock;

    AdjustPool(Database database, Ledger ledger, Lots lots, Outbox outbox, SeatSettings settings, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.lots = lots;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * From now on the running lots come to so many seats.
     *
     * @param scheduled whether seats in use may go later, as they become free; otherwise less than is in use is refused
     */
    public PoolNumbers to(Handle tx, String sku, int purchased, boolean scheduled, Origin origin) {
        requireSensible(purchased);
        PoolNumbers after = ledger.resize(tx, sku, purchased, scheduled, origin);
        List<Lots.Running> running = lots.running(tx, sku);
        int difference =
                purchased - running.stream().mapToInt(Lots.Running::quantity).sum();
        List<Lot> adjustments =
                difference < 0 ? lessOf(running, sku, -difference, origin) : moreOf(running, sku, difference, origin);
        lots.add(tx, adjustments);
        String name = ProductNames.of(tx, List.of(sku)).get(sku);
        outbox.append(
                tx,
                adjustments.stream()
                        .map(lot -> new Outgoing(RecordLot.added(lot, name), origin))
                        .toList());
        return after;
    }

    /** {@link #to(Handle, String, int, boolean, Origin)} in a transaction of its own. */
    public PoolNumbers to(String sku, int purchased, boolean scheduled, String administrator) {
        return database.inTransaction(tx -> to(tx, sku, purchased, scheduled, Origin.by(administrator)));
    }

    public static void requireSensible(int purchased) {
        if (purchased < 0 || purchased > MOST_SEATS) {
            throw Refusal.invalid("purchased", "The number of seats is from 0 to " + MOST_SEATS + ".");
        }
    }

    // what was dropped before comes back first, in the opposite order and for the term it was bought for; only what is
    // left then is new, and has no end
    private List<Lot> moreOf(List<Lots.Running> longestFirst, String sku, int seats, Origin origin) {
        List<Lot> adjustments = new ArrayList<>();
        int left = seats;
        for (int i = longestFirst.size() - 1; i >= 0; i--) {
            Lots.Running term = longestFirst.get(i);
            int back = Math.min(left, Math.max(-term.adjusted(), 0));
            if (back > 0 && term.endsOn() != null) {
                adjustments.add(adjustment(sku, back, term.endsOn(), origin));
                left -= back;
            }
        }
        if (left > 0) {
            adjustments.add(adjustment(sku, left, null, origin));
        }
        return adjustments;
    }

    // seats that are dropped were bought by some lot, and are gone anyway when its term is over: the longest terms give
    // first
    private List<Lot> lessOf(List<Lots.Running> longestFirst, String sku, int seats, Origin origin) {
        List<Lot> adjustments = new ArrayList<>();
        int left = seats;
        for (Lots.Running term : longestFirst) {
            int taken = Math.min(left, Math.max(term.quantity(), 0));
            if (taken > 0) {
                adjustments.add(adjustment(sku, -taken, term.endsOn(), origin));
                left -= taken;
            }
        }
        if (left > 0) {
            throw new IllegalStateException(
                    "the running lots of " + sku + " are " + left + " seats short of their own sum");
        }
        return adjustments;
    }

    private Lot adjustment(String sku, int difference, LocalDate endsOn, Origin origin) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        LocalDate today = LocalDate.ofInstant(now, settings.zone());
        return new Lot(
                Ids.next(),
                sku,
                Lot.Kind.ADJUSTMENT,
                null,
                today,
                null,
                null,
                difference,
                endsOn != null && endsOn.isBefore(today) ? endsOn : today, // a term that is over, and about to end
                endsOn,
                Lot.State.RUNNING,
                origin.actor(),
                now);
    }
}
