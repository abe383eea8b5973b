package org.licensedesk.assignment.product;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.chassis.web.Refusal;

/** What an administrator says of a product. Prices have two decimals, and a price names its currency. */
record Definition(String name, BigDecimal monthlyPrice, String currency, boolean requestable, ProductRules rules) {

    private static final BigDecimal DEAREST = new BigDecimal("9999999.99");
    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_ROLE = 100;
    private static final int LONGEST_SKU = 100;
    private static final int MOST_ROLES = 20;
    private static final int MOST_RELATIVES = 50;

    Definition {
        monthlyPrice = monthlyPrice == null ? null : monthlyPrice.setScale(2, RoundingMode.HALF_UP);
    }

    /** Checks what was typed or sent, and says of each field what is wrong with it. */
    static Definition of(
            String name, BigDecimal monthlyPrice, String currency, Boolean requestable, ProductRules rules) {
        Map<String, String> objections = new LinkedHashMap<>();
        String tidyName = name == null ? "" : name.strip();
        String tidyCurrency =
                currency == null || currency.isBlank() ? null : currency.strip().toUpperCase(Locale.ROOT);
        if (tidyName.isEmpty()) {
            objections.put("name", "A product needs a name.");
        } else if (tidyName.length() > LONGEST_NAME) {
            objections.put("name", "A name has at most " + LONGEST_NAME + " characters.");
        } else if (tidyName.chars().anyMatch(Character::isISOControl)) {
            objections.put("name", "A name is one line of text.");
        } else if (tidyName.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            objections.put("name", "A name has whole characters only; this one has half of one.");
        }
        if (monthlyPrice != null && (monthlyPrice.signum() < 0 || monthlyPrice.compareTo(DEAREST) > 0)) {
            objections.put("monthlyPrice", "A price is a number from 0 to " + DEAREST + ".");
        } else if (monthlyPrice != null && monthlyPrice.stripTrailingZeros().scale() > 2) {
            objections.put("monthlyPrice", "A price has at most two decimals.");
        }
        if (tidyCurrency != null && !CURRENCIES.contains(tidyCurrency)) {
            objections.put("currency", "A currency is an ISO 4217 code such as EUR.");
        } else if (tidyCurrency == null && monthlyPrice != null) {
            objections.put("currency", "A price needs its currency, such as EUR.");
        }
        tidy("roles", rules.roles(), MOST_ROLES, LONGEST_ROLE, objections);
        tidy("requires", rules.requires(), MOST_RELATIVES, LONGEST_SKU, objections);
        tidy("excludes", rules.excludes(), MOST_RELATIVES, LONGEST_SKU, objections);
        rules.requires().stream()
                .filter(rules.excludes()::contains)
                .findFirst()
                .ifPresent(both ->
                        objections.putIfAbsent("excludes", "A product cannot both require and exclude " + both + "."));
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return new Definition(tidyName, monthlyPrice, tidyCurrency, requestable == null || requestable, rules);
    }

    /** What is not as it was, in the words of the history. */
    List<String> differenceTo(Definition before) {
        Map<String, Boolean> same = new LinkedHashMap<>();
        same.put("name", name.equals(before.name));
        same.put(
                "price",
                Objects.equals(monthlyPrice, before.monthlyPrice) && Objects.equals(currency, before.currency));
        same.put("requestable", requestable == before.requestable);
        same.put("roles", rules.roles().equals(before.rules.roles()));
        same.put("prerequisites", rules.requires().equals(before.rules.requires()));
        same.put("exclusions", rules.excludes().equals(before.rules.excludes()));
        return same.entrySet().stream()
                .filter(one -> !one.getValue())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static void tidy(
            String field, List<String> entries, int most, int longest, Map<String, String> objections) {
        if (entries.size() > most) {
            objections.put(field, "At most " + most + " can be named here.");
        }
        for (String entry : entries) {
            if (entry.isBlank() || entry.length() > longest || entry.chars().anyMatch(Character::isISOControl)) {
                objections.putIfAbsent(field, "Each is one line of 1 to " + longest + " characters.");
            }
        }
    }

    private static final Set<String> CURRENCIES = java.util.Currency.getAvailableCurrencies().stream()
            .map(java.util.Currency::getCurrencyCode)
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
}
