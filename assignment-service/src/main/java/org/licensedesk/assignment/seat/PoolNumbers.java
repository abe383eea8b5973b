package org.licensedesk.assignment.seat;

/** What a pool amounts to: seats bought, in use, and people waiting for one. */
public record PoolNumbers(String sku, int purchased, int used, int waiting) {

    /** Seats bought and not in use. */
    public int free() {
        return purchased - used;
    }
}
