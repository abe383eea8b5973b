package org.licensedesk.canary.good.seat;

/** The one room that writes the column. */
public class Seats {
    String take() {
        return """
                update pool
                   set used = used + ?
                 where sku = ?
                   and used + ? <= purchased
                """;
    }
}
