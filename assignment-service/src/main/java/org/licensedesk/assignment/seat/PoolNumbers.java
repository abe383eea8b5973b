package org.licensedesk.assignment.seat;

/**
 * What a pool amounts to: seats bought, in use, and people waiting for one.
 *
 * @param reduceTo what a scheduled reduction will leave, or null
 */
public record PoolNumbers(String sku, int purchased, int used, int waiting, PoolState state, Integer reduceTo) {

    /** An active pool that stays as large as it is. */
    public PoolNumbers(String sku, int purchased, int used, int waiting) {
        this(sku, purchased, used, waiting, PoolState.ACTIVE, null);
    }

    /** Seats bought and not in use. */
    public int free() {
        return purchased - used;
    }

    /** Seats that can be given at this moment. */
    public int toGive() {
        return state.givesSeats() ? free() : 0;
    }
}
