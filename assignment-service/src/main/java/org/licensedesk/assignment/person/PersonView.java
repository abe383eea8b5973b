package org.licensedesk.assignment.person;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * Everything the page of one person shows.
 *
 * @param manager the manager, or null
 */
record PersonView(
        Head head,
        Manager manager,
        List<Held> held,
        List<Awaited> awaited,
        List<Blocked> blocked,
        List<Past> past,
        List<Cost> costs) {

    /** Who it is; somebody outside of the directory has an address and a name at most. */
    record Head(UUID id, String email, String name, String title, String department, boolean active, boolean known) {

        /** "Engineer, Engineering". */
        public String part() {
            if (title == null) {
                return department;
            }
            return department == null ? title : title + ", " + department;
        }

        public String href() {
            return "/assignments/people/" + email;
        }

        /** The address up to its @, behind which a narrow column may break it. */
        public String mailbox() {
            return email.substring(0, Math.max(0, email.indexOf('@')));
        }

        public String domain() {
            return email.substring(Math.max(0, email.indexOf('@')));
        }
    }

    /** The person above. */
    record Manager(String email, String name) {}

    /** A seat. */
    record Held(
            UUID seatId,
            String sku,
            String productName,
            Instant since,
            BigDecimal price,
            String currency,
            List<Why> reasons,
            boolean removable,
            String lacking,
            String clashing,
            String needing) {
        public String href() {
            return address(sku);
        }
    }

    /** A place in a waiting list. */
    record Awaited(String sku, String productName, Instant since, int position, boolean removable, List<Why> reasons) {
        public String href() {
            return address(sku);
        }
    }

    /** What a conflict keeps from its seat. */
    record Blocked(String sku, String productName, Why why, String cause) {
        public String href() {
            return address(sku);
        }
    }

    /** What ended, or never began. */
    record Past(String sku, String productName, boolean refused, Instant at, Why why, String cause) {
        public String href() {
            return address(sku);
        }
    }

    public boolean isEmpty() {
        return held.isEmpty() && awaited.isEmpty() && blocked.isEmpty();
    }

    private static String address(String sku) {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }
}
