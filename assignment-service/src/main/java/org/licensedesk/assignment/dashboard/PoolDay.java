package org.licensedesk.assignment.dashboard;

import java.time.LocalDate;

/** How a pool stood at the end of a day, or by now. */
record PoolDay(String sku, LocalDate day, int purchased, int used, int waiting) {

    /** Seats that people had or wanted. */
    int wanted() {
        return used + waiting;
    }
}
