package org.licensedesk.assignment.product;

import java.math.BigDecimal;
import java.util.List;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * A product with the numbers of its pool, as pages and API show it.
 *
 * @param monthlyPrice what one more seat costs a month, or null
 * @param seatCost what one of those it has costs a month on average, by their orders; null where no price is known
 */
public record ProductRow(
        String sku,
        String name,
        BigDecimal monthlyPrice,
        String currency,
        boolean requestable,
        List<String> roles,
        List<String> requires,
        List<String> excludes,
        int purchased,
        int used,
        int waiting,
        PoolState state,
        Integer reduceTo,
        BigDecimal seatCost,
        String costCurrency) {

    /** Seats bought and not in use. */
    public int free() {
        return purchased - used;
    }

    /** What the free seats cost a month; null where no price is known or nothing is paid for in vain. */
    public BigDecimal idleCost() {
        return free() == 0 || state.isOver() ? null : Cost.of(seatCost, free());
    }

    /** What all bought seats cost a month; null where no price is known. */
    public BigDecimal monthlyCost() {
        return Cost.of(seatCost, state.isOver() ? 0 : purchased);
    }

    /** The address of its page. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }

    /** Whether its term gives seats at all. */
    public boolean givesSeats() {
        return state.givesSeats();
    }

    /** The sku as a value in an address. */
    public String skuInAddress() {
        return SkuInAddress.of(sku);
    }

    /** The address of another product's page. */
    public String hrefOf(String otherSku) {
        return "/assignments/products/" + SkuInAddress.of(otherSku);
    }

    /** How the pool stands, in a word. */
    public String standing() {
        if (!state.givesSeats()) {
            return state.words() + ", no new seats";
        }
        if (waiting > 0) {
            return purchased == 0 ? "none bought, somebody waits" : "all taken, somebody waits";
        }
        if (purchased == 0) {
            return "none bought";
        }
        return free() == 0 ? "all taken" : free() + " free";
    }
}
