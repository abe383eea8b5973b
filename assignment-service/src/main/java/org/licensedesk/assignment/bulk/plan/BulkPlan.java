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
        List<OfProduct> products,
        List<Cost> monthlyCost,
        List<Rejection> rejections) {

    /**
     * What it means for one product.
     *
     * @param shortBy how many seats the pool has too few
     * @param monthlyCost of those who gain; null where no price is known
     * @param monthlyCostOfShortfall what the missing seats would cost besides
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
            String currency) {

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
