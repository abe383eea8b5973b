package org.licensedesk.assignment.purchase;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Currency;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.licensedesk.chassis.web.Refusal;

/** What an administrator says of seats that were bought. */
record Order(
        String orderNumber,
        LocalDate orderedOn,
        BigDecimal price,
        String currency,
        int quantity,
        LocalDate startsOn,
        LocalDate endsOn) {

    private static final int LONGEST_NUMBER = 100;
    private static final BigDecimal DEAREST = new BigDecimal("9999999.99");
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Set<String> CURRENCIES = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(Collectors.toUnmodifiableSet());

    /** Checks what was typed or sent, and says of each field what is wrong with it. Days that are left out are today. */
    static Order of(
            String orderNumber,
            LocalDate orderedOn,
            BigDecimal price,
            String currency,
            Integer quantity,
            LocalDate startsOn,
            LocalDate endsOn,
            LocalDate today) {
        Map<String, String> objections = new LinkedHashMap<>();
        String number = orderNumber == null ? "" : orderNumber.strip();
        String money =
                currency == null || currency.isBlank() ? null : currency.strip().toUpperCase(Locale.ROOT);
        LocalDate ordered = orderedOn == null ? today : orderedOn;
        LocalDate starts = startsOn == null ? today : startsOn;
        if (number.isEmpty()) {
            objections.put("orderNumber", "Say by which order they were bought.");
        } else if (number.length() > LONGEST_NUMBER || number.codePoints().anyMatch(Order::isNoText)) {
            objections.put("orderNumber", "An order number is one line of at most " + LONGEST_NUMBER + " characters.");
        }
        if (ordered.isAfter(today)) {
            objections.put("orderedOn", "Nothing was ordered on a day that is yet to come.");
        } else if (ordered.getYear() < 1900) {
            objections.put("orderedOn", "That is too long ago.");
        }
        if (quantity == null || quantity < 1 || quantity > AdjustPool.MOST_SEATS) {
            objections.put("quantity", "The number of seats is from 1 to " + AdjustPool.MOST_SEATS + ".");
        }
        if (price != null && (price.signum() < 0 || price.compareTo(DEAREST) > 0)) {
            objections.put("price", "A price is a number from 0 to " + DEAREST + ".");
        } else if (price != null && price.stripTrailingZeros().scale() > 2) {
            objections.put("price", "A price has at most two decimals.");
        }
        if (money != null && !CURRENCIES.contains(money)) {
            objections.put("currency", "A currency is an ISO 4217 code such as EUR.");
        } else if (money == null && price != null) {
            objections.put("currency", "A price needs its currency, such as EUR.");
        }
        if (starts.isAfter(LAST_DAY) || starts.getYear() < 1900) {
            objections.put("startsOn", "The term begins in a year of four digits.");
        }
        if (endsOn != null && endsOn.isAfter(LAST_DAY)) {
            objections.put("endsOn", "The term ends in a year of four digits.");
        } else if (endsOn != null && endsOn.isBefore(starts)) {
            objections.put("endsOn", "The term ends before it begins.");
        } else if (endsOn != null && endsOn.isBefore(today)) {
            objections.put("endsOn", "That term is over already.");
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return new Order(
                number,
                ordered,
                price == null ? null : price.setScale(2, RoundingMode.HALF_UP),
                price == null ? null : money,
                quantity,
                starts,
                endsOn);
    }

    private static boolean isNoText(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }
}
