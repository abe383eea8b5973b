package org.licensedesk.assignment.manual;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.web.Refusal;

/**
 * What an administrator wants: who, what, and whether it is given, given instead of all else, or taken.
 *
 * @param holders emails in lower case, in the order in which they are served
 * @param leavesHeld whether what is held or waited for already stays as it is; otherwise it gets one more reason, without end
 */
record ManualOrder(List<String> holders, List<String> skus, Mode mode, WhenFull whenFull, boolean leavesHeld) {

    static final int MOST_HOLDERS = 1000;
    static final int MOST_SKUS = 100;
    static final int MOST_RESULTS = 10_000;

    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_SKU = 100;

    /** Which way the seats go. */
    enum Mode {
        /** The holders get these products beside what they have. */
        ADD,
        /** The holders get these products, and lose all others that can be taken away; whoever is refused one loses nothing. */
        REPLACE,
        /** The holders lose these products. */
        REMOVE
    }

    ManualOrder {
        holders = List.copyOf(holders);
        skus = List.copyOf(skus);
    }

    /** Checks what was typed or sent, and says of each list what is wrong with it. Who or what is named twice counts once. */
    static ManualOrder of(List<String> holders, List<String> skus, Mode mode, WhenFull whenFull) {
        Map<String, String> objections = new LinkedHashMap<>();
        Mode way = mode == null ? Mode.ADD : mode;
        Set<String> people = tidy(holders, true);
        Set<String> products = tidy(skus, false);
        objectionToHolders(holders, people).ifPresent(objection -> objections.put("holders", objection));
        objectionToSkus(skus, products, way).ifPresent(objection -> objections.put("skus", objection));
        if (objections.isEmpty() && people.size() * products.size() > MOST_RESULTS) {
            objections.put(
                    "holders",
                    "%d people and %d products at once are too many: at most %d seats at a time, and more as a bulk job."
                            .formatted(people.size(), products.size(), MOST_RESULTS));
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return new ManualOrder(
                List.copyOf(people), List.copyOf(products), way, whenFull == null ? WhenFull.WAIT : whenFull, false);
    }

    /** The same, but that only what is missing is given. */
    ManualOrder leavingWhatIsHeld() {
        return new ManualOrder(holders, skus, mode, whenFull, true);
    }

    private static Optional<String> objectionToHolders(List<String> given, Set<String> people) {
        if (given == null || people.isEmpty()) {
            return Optional.of("Say who: at least one email address.");
        }
        if (people.size() > MOST_HOLDERS) {
            return Optional.of("%d people are too many at once: at most %d by hand, and more as a bulk job."
                    .formatted(people.size(), MOST_HOLDERS));
        }
        return people.stream()
                .filter(email -> !isOneLine(email, LONGEST_EMAIL))
                .findFirst()
                .map(email -> "An email address is one line of at most " + LONGEST_EMAIL + " characters.");
    }

    private static Optional<String> objectionToSkus(List<String> given, Set<String> products, Mode mode) {
        if (products.isEmpty() && mode == Mode.REPLACE) {
            return Optional.of(
                    "Say what they shall have instead: at least one sku. To take products away, name them with"
                            + " the mode REMOVE.");
        }
        if (given == null || products.isEmpty()) {
            return Optional.of("Say what: at least one sku.");
        }
        if (products.size() > MOST_SKUS) {
            return Optional.of("%d products are too many at once: at most %d by hand, and more as a bulk job."
                    .formatted(products.size(), MOST_SKUS));
        }
        return products.stream()
                .filter(sku -> !isOneLine(sku, LONGEST_SKU))
                .findFirst()
                .map(sku -> "A sku is one line of at most " + LONGEST_SKU + " characters.");
    }

    private static Set<String> tidy(Collection<String> texts, boolean lowerCase) {
        Set<String> tidy = new LinkedHashSet<>();
        for (String text : texts == null ? List.<String>of() : new ArrayList<>(texts)) {
            String stripped = text == null ? "" : text.strip();
            if (!stripped.isEmpty()) {
                tidy.add(lowerCase ? stripped.toLowerCase(Locale.ROOT) : stripped);
            }
        }
        return tidy;
    }

    private static boolean isOneLine(String text, int longest) {
        return text.length() <= longest
                && text.codePoints()
                        .noneMatch(point ->
                                Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE);
    }
}
