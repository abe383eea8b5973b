package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.assignment.purchase.AdjustPool;
import org.licensedesk.assignment.purchase.Subscription;
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

    ResizePool(Database database, AdjustPool adjustPool, Subscription subscription) {
        this.database = database;
        this.adjustPool = adjustPool;
        this.subscription = subscription;
    }

    /**
     * @param purchased how many seats are bought in all, afterwards
     * @param scheduled whether seats in use may go later, as they become free
     */
    PoolNumbers to(String sku, int purchased, boolean scheduled, String administrator) {
        return adjustPool.to(sku, purchased, scheduled, administrator);
    }

    /** Both at once, or neither; null leaves either as it is. */
    void change(String sku, Integer purchased, boolean scheduled, PoolState state, String administrator) {
        Origin origin = Origin.by(administrator);
        database.doInTransaction(tx -> {
            if (purchased != null) {
                adjustPool.to(tx, sku, purchased, scheduled, origin);
            }
            if (state != null) {
                subscription.is(tx, sku, state, origin);
            }
        });
        if (state == PoolState.ENDED) {
            subscription.releaseWhatHasEnded();
        }
    }
}
