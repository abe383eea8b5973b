package org.licensedesk.assignment.bulk.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.chassis.web.Words;

/**
 * How the world has moved on since a plan was shown.
 *
 * @param sentences what is different, for people
 * @param rows the first rows that would go another way now
 */
@Schema(name = "BulkPlanDifference")
public record PlanDifference(List<String> sentences, List<ChangedRow> rows) {

    /** A row that would go another way now; before is null where it was not there. */
    @Schema(name = "BulkChangedRow")
    public record ChangedRow(Integer line, String email, String sku, Outcome before, Outcome now, Because because) {}

    public static PlanDifference between(BulkPlan before, BulkPlan now, List<ChangedRow> rows) {
        List<String> sentences = new ArrayList<>();
        compare(sentences, "would get a seat", before.gains(), now.gains());
        compare(sentences, "hold it already", before.alreadyHeld(), now.alreadyHeld());
        compare(sentences, "would have to wait", before.waits(), now.waits());
        compare(sentences, "would be rejected", before.rejected(), now.rejected());
        Map<String, BulkPlan.OfProduct> was = bySku(before);
        Map<String, BulkPlan.OfProduct> is = bySku(now);
        Set<String> skus = new LinkedHashSet<>(was.keySet());
        skus.addAll(is.keySet());
        for (String sku : skus) {
            compare(sentences, was.get(sku), is.get(sku));
        }
        if (sentences.isEmpty()) {
            sentences.add("Other people than before are concerned; the numbers are the same.");
        }
        return new PlanDifference(sentences, rows);
    }

    /** All of it, to be read in a row. */
    public String sentence() {
        return String.join(" ", sentences);
    }

    private static void compare(List<String> sentences, String what, int before, int now) {
        if (before != now) {
            sentences.add("%s %s instead of %d.".formatted(Words.counted(now, "row"), what, before));
        }
    }

    private static void compare(List<String> sentences, BulkPlan.OfProduct before, BulkPlan.OfProduct now) {
        int shortBefore = before == null ? 0 : before.shortBy();
        int shortNow = now == null ? 0 : now.shortBy();
        String name = now == null ? before.name() : now.name();
        String closedBefore = before == null ? null : before.closed();
        String closedNow = now == null ? null : now.closed();
        if (before != null && now != null && !Objects.equals(closedBefore, closedNow)) {
            sentences.add(closedNow == null ? "New seats of " + name + " are given again." : closedNow + ".");
        }
        if (shortBefore != shortNow) {
            sentences.add("The pool of %s is short by %s instead of %d."
                    .formatted(name, Words.counted(shortNow, "seat"), shortBefore));
        }
        if (before != null
                && now != null
                && !Objects.equals(cost(before), cost(now))
                && before.gains() == now.gains()) {
            sentences.add(
                    "The new seats of %s cost %s a month instead of %s.".formatted(name, cost(now), cost(before)));
        }
    }

    private static String cost(BulkPlan.OfProduct product) {
        return Words.money(product.monthlyCost(), product.currency());
    }

    private static Map<String, BulkPlan.OfProduct> bySku(BulkPlan plan) {
        return plan.products().stream()
                .collect(Collectors.toMap(
                        BulkPlan.OfProduct::sku,
                        Function.identity(),
                        (one, same) -> one,
                        java.util.LinkedHashMap::new));
    }
}
