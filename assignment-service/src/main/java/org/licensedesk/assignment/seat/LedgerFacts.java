package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.config.JdbiConfig;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.PoolResized;
import org.licensedesk.assignment.seat.SeatEvent.PoolStateChanged;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.SeatReleased;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/** Sends what one call of the ledger brought about, so that whoever got a seat from the waiting list can be traced to who freed it. */
@ApplicationScoped
class LedgerFacts {

    private final Database database;
    private final Outbox outbox;
    private final Catalogue catalogue;

    LedgerFacts(Database database, Outbox outbox, Catalogue catalogue) {
        this.database = database;
        this.outbox = outbox;
        this.catalogue = catalogue;
    }

    Story begin() {
        return new Story();
    }

    /** The present state of these products leaves at the end of the transaction, once for each, whatever else happens to it. */
    void tellStateOf(Handle tx, Collection<PoolNumbers> pools) {
        Map<String, PoolNumbers> latest = tx.getConfig(LatestNumbers.class).bySku;
        pools.forEach(pool -> latest.put(pool.sku(), pool));
        if (!latest.isEmpty()) {
            database.beforeCommit(
                    tx,
                    LatestNumbers.class,
                    last -> outbox.append(
                            last,
                            catalogue.statesOf(last, latest.values()).stream()
                                    .map(state -> new Outgoing(state, Origin.system()))
                                    .toList()));
        }
    }

    /** What one transaction has made of the pools so far; lives and dies with its handle. */
    public static final class LatestNumbers implements JdbiConfig<LatestNumbers> {
        private final Map<String, PoolNumbers> bySku = new LinkedHashMap<>();

        @Override
        public LatestNumbers createCopy() {
            return new LatestNumbers();
        }
    }

    /** The facts of one call, in order. */
    final class Story {

        private record Consequence(SeatEvent event, int because) {}

        private final List<Outgoing> deeds = new ArrayList<>();
        private final List<Consequence> consequences = new ArrayList<>();
        private final Map<String, Deque<Integer>> freedBy = new HashMap<>();

        /** Something was done. */
        void add(SeatEvent fact, Origin origin) {
            if (fact instanceof SeatReleased released) {
                freedBy.computeIfAbsent(released.sku(), any -> new ArrayDeque<>())
                        .add(deeds.size());
            } else if (fact instanceof PoolResized resized) {
                freedBy.computeIfAbsent(resized.sku(), any -> new ArrayDeque<>())
                        .add(deeds.size());
            } else if (fact instanceof PoolStateChanged changed) {
                freedBy.computeIfAbsent(changed.sku(), any -> new ArrayDeque<>())
                        .add(deeds.size());
            }
            deeds.add(new Outgoing(fact, origin));
        }

        /** The waiting list moved, because of what freed seats in this pool: one seat for each, or all for a purchase or a new term. */
        void addConsequences(String sku, List<OfReason> facts) {
            Deque<Integer> causes = freedBy.get(sku);
            for (OfReason fact : facts) {
                consequences.add(new Consequence(fact, causes.peekFirst()));
                if (fact instanceof SeatAssigned && causes.size() > 1) {
                    causes.removeFirst();
                }
            }
        }

        void tell(Handle tx, Collection<Pool> pools) {
            List<Outgoing> last = consequences.isEmpty() ? deeds : new ArrayList<>();
            if (!consequences.isEmpty()) {
                List<EventReceipt> receipts = outbox.append(tx, deeds);
                consequences.forEach(consequence -> last.add(new Outgoing(
                        consequence.event(),
                        causedBy(receipts.get(consequence.because()), deeds.get(consequence.because())))));
            }
            outbox.append(tx, last);
            tellStateOf(
                    tx,
                    pools.stream().filter(Pool::isChanged).map(Pool::numbers).toList());
        }

        private Origin causedBy(EventReceipt receipt, Outgoing deed) {
            return new Origin(Origin.SYSTEM, null, null, deed.origin().traceparent()).following(receipt);
        }
    }
}
