package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.purchase.AdjustPool;
import org.licensedesk.assignment.purchase.Subscription;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;

/** Buys or drops seats of a product, and says where its subscription stands. */
@ApplicationScoped
class ResizePool {

    private final Database database;
    private final AdjustPool adjustPool;
    private final Subscription subscription;
    private final Ledger ledger;

    ResizePool(Database database, AdjustPool adjustPool, Subscription subscription, Ledger ledger) {
        this.database = database;
        this.adjustPool = adjustPool;
        this.subscription = subscription;
        this.ledger = ledger;
    }

    /**
     * @param purchased how many seats are bought in all, afterwards
     * @param scheduled whether seats in use may go later, as they become free
     */
    PoolNumbers to(String sku, int purchased, boolean scheduled, String administrator) {
        return adjustPool.to(sku, purchased, scheduled, administrator);
    }

    /** What {@link #change} would do: all of it is done and undone. */
    PoolChange tryOut(String sku, Integer purchased, boolean scheduled, PoolState state, String administrator) {
        return database.inTransactionIf(changed -> false, tx -> {
            PoolNumbers before = ledger.lock(tx, List.of(sku)).get(sku);
            change(tx, sku, purchased, scheduled, state, administrator);
            return new PoolChange(before, ledger.lock(tx, List.of(sku)).get(sku));
        });
    }

    private void change(
            Handle tx, String sku, Integer purchased, boolean scheduled, PoolState state, String administrator) {
        Origin origin = Origin.by(administrator);
        if (purchased != null) {
            adjustPool.to(tx, sku, purchased, scheduled, origin);
        }
        if (state != null) {
            subscription.is(tx, sku, state, origin);
        }
    }

    /** Both at once, or neither; null leaves either as it is. */
    void change(String sku, Integer purchased, boolean scheduled, PoolState state, String administrator) {
        database.doInTransaction(tx -> change(tx, sku, purchased, scheduled, state, administrator));
        if (state == PoolState.ENDED) {
            subscription.releaseWhatHasEnded();
        }
    }
}
