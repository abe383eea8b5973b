package org.licensedesk.assignment.bulk.plan;

import java.time.LocalDate;
import java.util.UUID;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * One row of a job, with whom the directory knows by its address at this moment.
 *
 * @param line where it stands in the file; null for a filter
 * @param endsOnAsWritten what stands there instead of a date, or null
 * @param repeats the number of the first row that says the same, or null
 * @param outcomeOfFirst what became of that one, or null
 * @param lineOfFirst where that one stands in the file, or null
 * @param endsOnOfFirst its last day, or null
 * @param holderId the person, or null when nobody has the address
 * @param productName what the product is called, or null when there is none
 * @param turn its place in the order in which the rows are served
 */
public record JobRow(
        int number,
        Integer line,
        String email,
        String sku,
        LocalDate endsOn,
        String endsOnAsWritten,
        String objection,
        Outcome planned,
        Because because,
        Integer repeats,
        Outcome outcome,
        String cause,
        Outcome outcomeOfFirst,
        Integer lineOfFirst,
        LocalDate endsOnOfFirst,
        UUID holderId,
        String holderEmail,
        String name,
        String title,
        boolean active,
        String productName,
        int turn) {

    /** The last day as it stands in the file, a date or not, or null. */
    public Object lastDay() {
        return endsOn == null ? endsOnAsWritten : endsOn;
    }

    /** Whether it has a reason of its own, as rows do not that repeat another one. */
    public boolean gaveAReason() {
        return repeats == null && outcome != null && outcome != Outcome.REJECTED;
    }

    /** The product's page. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }

    /** Why, in words, or null. */
    public String why() {
        return outcome == null ? because == null ? null : because.about(this) : cause;
    }
}
