package org.licensedesk.assignment.purchase;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;

/**
 * Where the vendor's subscription behind a pool stands. GRACE gives no new seats, SUSPENDED takes the access and keeps the seats,
 * ENDED lets go of everything that is held or waited for, a chunk at a time, whatever happens in between. What groups bring is
 * wanted on, and comes back with the subscription.
 */
@ApplicationScoped
public class Subscription {

    private final Database database;
    private final Ledger ledger;
    private final PurchaseSettings settings;

    Subscription(Database database, Ledger ledger, PurchaseSettings settings) {
        this.database = database;
        this.ledger = ledger;
        this.settings = settings;
    }

    /** The state changes with the transaction; what an end takes goes afterwards, by {@link #releaseWhatHasEnded}. */
    public void is(Handle tx, String sku, PoolState state, Origin origin) {
        ledger.setState(tx, sku, state, origin);
    }

    /** Releases what is still held or waited for in pools that have ended. */
    @Scheduled(
            every = "${assignment.purchase.look-every:20s}",
            delayed = "6s",
            concurrentExecution = ConcurrentExecution.SKIP)
    public void releaseWhatHasEnded() {
        while (database.inTransaction(this::releaseSome) >= settings.endedAtOnce()) {
            // the next chunk, in a transaction of its own
        }
    }

    private record Live(
            UUID id,
            ReasonType type,
            String source,
            String sku,
            String productName,
            UUID holderId,
            String holderEmail,
            String holderName,
            OffsetDateTime grantedAt) {

        private Ending ending() {
            return new Ending(id, Cause.subscriptionEnded(productName), Origin.system());
        }

        private Grant again() {
            return new Grant(
                    Ids.next(),
                    type,
                    source,
                    sku,
                    productName,
                    new Holder(holderId, holderEmail, holderName),
                    grantedAt.toInstant(),
                    null,
                    WhenFull.WAIT,
                    Origin.system());
        }
    }

    private int releaseSome(Handle tx) {
        if (!tx.createQuery(
                        "select pg_try_advisory_xact_lock(hashtextextended('assignment-service: subscriptions end', 0))")
                .mapTo(Boolean.class)
                .one()) {
            return 0;
        }
        List<Live> live = tx.createQuery("""
                        select r.id, r.type, r.source, pool.sku, pool.product_name, r.holder_id, r.holder_email, r.holder_name,
                               r.granted_at
                        from pool cross join lateral (
                            select r.* from seat s join reason r on r.seat_id = s.id and r.state = 'HELD' where s.sku = pool.sku
                            union all
                            select r.* from reason r where r.sku = pool.sku and r.state = 'WAITING') r
                        where pool.state = 'ENDED' and (pool.used > 0 or pool.waiting > 0) limit :atMost
                        """)
                .bind("atMost", settings.endedAtOnce())
                .mapTo(Live.class)
                .list();
        ledger.end(tx, live.stream().map(Live::ending).toList());
        List<Grant> wantedOn = live.stream()
                .filter(one -> one.type() == ReasonType.GROUP)
                .map(Live::again)
                .toList();
        if (!wantedOn.isEmpty()) {
            ledger.grant(tx, wantedOn); // to be blocked: the ledger tries them again when the subscription goes on
        }
        return live.size();
    }
}
