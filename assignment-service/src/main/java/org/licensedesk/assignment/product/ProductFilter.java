package org.licensedesk.assignment.product;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/** Which products the list shows. */
record ProductFilter(String text, Show show) {

    private static final int LONGEST = 100;

    /** The parts of the list that the totals on top count. */
    enum Show {
        ALL("true"),
        BOUGHT("pool.purchased > 0"),
        USED("pool.used > 0"),
        IDLE("pool.purchased > pool.used"),
        COSTLY("pool.purchased > pool.used and pool.state <> 'ENDED' and cost.amount > 0"),
        WAITING("pool.waiting > 0");

        private final String condition;

        Show(String condition) {
            this.condition = condition;
        }

        String condition() {
            return condition;
        }

        String inAddress() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What stands in the address; a word nobody knows shows everything. */
    static ProductFilter of(String text, String show) {
        String tidy = text == null ? "" : text.strip();
        return new ProductFilter(
                tidy.length() > LONGEST ? tidy.substring(0, LONGEST) : tidy,
                Arrays.stream(Show.values())
                        .filter(known -> known.inAddress().equals(show))
                        .findFirst()
                        .orElse(Show.ALL));
    }

    public boolean isNarrow() {
        return !text.isEmpty() || show != Show.ALL;
    }

    /** The filter as it stands in an address. */
    public String query() {
        return "show=" + show.inAddress() + "&q=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
