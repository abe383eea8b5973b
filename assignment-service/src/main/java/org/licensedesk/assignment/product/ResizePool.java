package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.Refusal;

/** Buys or drops seats of a product. */
@ApplicationScoped
class ResizePool {

    /** Nobody buys more by intent; a slip of the finger does. */
    static final int MOST_SEATS = 10_000_000;

    private final Database database;
    private final Ledger ledger;

    ResizePool(Database database, Ledger ledger) {
        this.database = database;
        this.ledger = ledger;
    }

    /** @param purchased how many seats are bought in all, afterwards */
    PoolNumbers to(String sku, int purchased, String administrator) {
        requireSensible(purchased);
        return database.inTransaction(tx -> ledger.resize(tx, sku, purchased, false, Origin.by(administrator)));
    }

    static void requireSensible(int purchased) {
        if (purchased < 0 || purchased > MOST_SEATS) {
            throw Refusal.invalid("purchased", "The number of seats is from 0 to " + MOST_SEATS + ".");
        }
    }
}
