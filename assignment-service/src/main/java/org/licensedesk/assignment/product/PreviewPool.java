package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.licensedesk.assignment.purchase.AdjustPool;
import org.licensedesk.assignment.seat.Seats;
import org.licensedesk.assignment.seat.WaitingRow;
import org.licensedesk.chassis.web.Refusal;

/** Says what another size of a pool would do. It promises nothing: the ledger decides when it is done. */
@ApplicationScoped
class PreviewPool {

    private static final int NAMED = 8;

    private final Seats seats;

    PreviewPool(Seats seats) {
        this.seats = seats;
    }

    PoolPreview of(ProductRow product, int asked) {
        AdjustPool.requireSensible(asked);
        if (asked < product.used()) {
            String objection = "%d seats are in use. Remove %d of them first, or keep at least %d."
                    .formatted(product.used(), product.used() - asked, product.used());
            return new PoolPreview(product, asked, objection, 0, List.of());
        }
        int served = asked > product.used() && product.waiting() > 0
                ? Math.min(asked - product.used(), product.waiting())
                : 0;
        List<String> names = served == 0
                ? List.of()
                : seats.waitingFor(product.sku(), Math.min(served, NAMED)).stream()
                        .map(WaitingRow::holderName)
                        .toList();
        return new PoolPreview(product, asked, null, served, names);
    }

    /** Reads what was typed as a number of seats. */
    static int read(String typed) {
        try {
            return Integer.parseInt(typed == null ? "" : typed.strip());
        } catch (NumberFormatException notANumber) {
            throw Refusal.invalid(
                    "purchased", "The number of seats is a whole number from 0 to " + AdjustPool.MOST_SEATS + ".");
        }
    }
}
