package org.licensedesk.chassis.web;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;

/** The parameters {@code limit} and {@code cursor} of every list; take it as a {@code @BeanParam}. */
public class Paging {

    /** How many items a page has when nobody says otherwise. */
    public static final int DEFAULT_LIMIT = 50;

    /** More than this is never given at once. */
    public static final int GREATEST_LIMIT = 200;

    @QueryParam("limit")
    String limit;

    @QueryParam("cursor")
    String cursor;

    /** How many items are asked for: 50 unless said, 1 to 200, otherwise refused. */
    public int limit() {
        if (limit == null || limit.isBlank()) {
            return DEFAULT_LIMIT;
        }
        try {
            var number = Integer.parseInt(limit.trim());
            if (number >= 1 && number <= GREATEST_LIMIT) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below with the same sentence as a number out of range
        }
        throw Refusal.invalid("limit", "The limit is a number from 1 to " + GREATEST_LIMIT + ".");
    }

    /** Where to go on, for a list sorted by this many keys; empty at the beginning. */
    public Optional<Cursor> cursor(int keys) {
        return cursor == null || cursor.isBlank() ? Optional.empty() : Optional.of(Cursor.parse(cursor, keys));
    }
}
