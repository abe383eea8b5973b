package org.licensedesk.assignment.product;

import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.PoolState;

/** What another size or state of a pool means, before and right after it. */
record PoolChange(PoolNumbers before, PoolNumbers after) {

    /** Those who wait and would have a seat at once. */
    int seatsGiven() {
        return Math.max(0, after.used() - before.used());
    }

    /** Held seats that would end with the subscription. */
    int seatsEnded() {
        return isEnd() ? after.used() : 0;
    }

    /** Waiting places that would end with the subscription. */
    int waitingPlacesEnded() {
        return isEnd() ? after.waiting() : 0;
    }

    /** Held seats that could not be used. */
    int seatsWithoutAccess() {
        return after.state() == PoolState.SUSPENDED ? after.used() : 0;
    }

    private boolean isEnd() {
        return after.state() == PoolState.ENDED;
    }
}
