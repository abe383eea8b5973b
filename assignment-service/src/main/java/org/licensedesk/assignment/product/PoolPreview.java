package org.licensedesk.assignment.product;

import java.math.BigDecimal;
import java.util.List;

/**
 * What buying or dropping seats would do, before it does it.
 *
 * @param objection why it cannot be done, or null
 * @param served how many of those who wait would get a seat at once
 * @param names the first of them
 */
record PoolPreview(ProductRow product, int asked, String objection, int served, List<String> names) {

    public int difference() {
        return asked - product.purchased();
    }

    public boolean isBuying() {
        return difference() > 0;
    }

    public boolean isSame() {
        return difference() == 0 && product.reduceTo() == null;
    }

    /** Whether there are fewer wanted than are in use: they could go as they become free. */
    public boolean isBelowUse() {
        return asked < product.used();
    }

    /** How many would be retired, one by one. */
    public int toRetire() {
        return product.purchased() - asked;
    }

    public int seats() {
        return Math.abs(difference());
    }

    public int freeAfterwards() {
        return asked - product.used() - served;
    }

    public int waitingAfterwards() {
        return product.waiting() - served;
    }

    public int notNamed() {
        return served - names.size();
    }

    /** What it costs more, or less, a month; null where no price is known. */
    public BigDecimal costDifference() {
        return product.monthlyPrice() == null ? null : product.monthlyPrice().multiply(BigDecimal.valueOf(seats()));
    }
}
