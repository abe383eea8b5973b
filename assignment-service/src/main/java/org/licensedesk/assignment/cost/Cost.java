package org.licensedesk.assignment.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An amount of money in one currency (ISO 4217). */
@Schema(name = "MonthlyCost")
public record Cost(BigDecimal amount, String currency) {

    /** What so many seats cost, if one costs this much on average; null where that is not known. */
    public static BigDecimal of(BigDecimal seat, long seats) {
        return seat == null ? null : seat.multiply(BigDecimal.valueOf(seats)).setScale(2, RoundingMode.HALF_UP);
    }

    /** What all of them cost, one sum for each currency and in its order, since one cannot add euros to dollars; unknown amounts are left out. */
    public static <T> List<Cost> byCurrency(
            Collection<T> all, Function<T, BigDecimal> amount, Function<T, String> currency) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        for (T one : all) {
            BigDecimal known = amount.apply(one);
            if (known != null) {
                sums.merge(currency.apply(one), known, BigDecimal::add);
            }
        }
        return sums.entrySet().stream()
                .map(sum -> new Cost(sum.getValue(), sum.getKey()))
                .toList();
    }
}
