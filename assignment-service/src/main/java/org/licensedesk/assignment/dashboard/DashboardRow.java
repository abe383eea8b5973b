package org.licensedesk.assignment.dashboard;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.Words;

/**
 * One product on the dashboard: seats, money, and the outlook.
 *
 * @param seatCost what one seat costs a month on average, by the orders whose term runs; null where no price is known
 * @param runsOutOn only where the outlook names a day
 * @param forecastOn from when on enough days will be known for a forecast; null when they are
 * @param isUseKnown whether anybody's use of it was ever reported
 */
public record DashboardRow(
        String sku,
        String name,
        PoolState state,
        int purchased,
        int used,
        int waiting,
        int unusable,
        int unused,
        BigDecimal seatCost,
        String currency,
        Forecast.Outlook outlook,
        LocalDate runsOutOn,
        LocalDate forecastOn,
        boolean isUseKnown,
        Trend trend) {

    /** Seats somebody pays for: none when the subscription has ended. */
    public int paidFor() {
        return state.isOver() ? 0 : purchased;
    }

    /** Seats paid for and not in use. */
    public int free() {
        return Math.max(0, paidFor() - used);
    }

    /** What all seats paid for cost a month; null where no price is known. */
    public BigDecimal monthlyCost() {
        return Cost.of(seatCost, paidFor());
    }

    /** What free and unused seats cost a month; null where no price is known. */
    public BigDecimal idleCost() {
        return Cost.of(seatCost, Math.min(paidFor(), free() + (long) unused));
    }

    public boolean givesSeats() {
        return state.givesSeats();
    }

    /** The sku as it stands in an address. */
    public String escapedSku() {
        return SkuInAddress.of(sku);
    }

    /** When it runs out, in a few words. */
    public String outlookWords() {
        if (state.isOver()) {
            return "ended";
        }
        return switch (outlook) {
            case UNKNOWN -> "–";
            case RUN_OUT -> purchased == 0 ? "none bought" : "all taken";
            case RUNS_OUT -> "run out on " + Words.day(runsOutOn);
            case LASTS -> "enough seats";
        };
    }
}
