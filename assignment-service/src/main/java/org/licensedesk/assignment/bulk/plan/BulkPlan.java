package org.licensedesk.assignment.bulk.plan;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What a job would do if it were applied now.
 *
 * @param fingerprint the same for two plans exactly if they say the same
 * @param gains rows that would get a seat
 * @param waits rows that would have to wait, since the pool is too small
 * @param unknown rejected rows of people whom nobody knows
 * @param inactive rejected rows of people who have left
 * @param otherEnds rows held already that repeat an earlier one with another last day; that of the earlier one counts
 * @param monthlyCost what the new seats cost a month, by currency
 */
@Schema(name = "BulkPlan")
public record BulkPlan(
        String fingerprint,
        Instant madeAt,
        int rows,
        int gains,
        int alreadyHeld,
        int waits,
        int rejected,
        int unknown,
        int inactive,
        int otherEnds,
        List<OfProduct> products,
        List<Cost> monthlyCost,
        List<Rejection> rejections) {

    /**
     * What it means for one product.
     *
     * @param shortBy how many seats the pool has too few; 0 while no new ones are given
     * @param monthlyCost of those who gain; null where no price is known
     * @param monthlyCostOfShortfall what the missing seats would cost besides
     * @param closed why no new seats are given at present, however many are free; or null
     */
    @Schema(name = "BulkPlanOfProduct")
    public record OfProduct(
            String sku,
            String name,
            int gains,
            int alreadyHeld,
            int waits,
            int free,
            int shortBy,
            BigDecimal monthlyCost,
            BigDecimal monthlyCostOfShortfall,
            String currency,
            String closed) {

        /** Its page. */
        public String href() {
            return "/assignments/products/" + SkuInAddress.of(sku);
        }
    }

    /**
     * Rows that get nothing, for one cause.
     *
     * @param examples the first of the addresses, or of the skus nobody knows
     */
    @Schema(name = "BulkRejection")
    public record Rejection(Because code, String cause, int rows, List<String> examples) {}
}
