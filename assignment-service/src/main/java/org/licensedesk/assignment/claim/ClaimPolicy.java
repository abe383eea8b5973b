package org.licensedesk.assignment.claim;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/**
 * Who may take a seat of one product without asking.
 *
 * @param group whose members may, by its id; null for everybody
 * @param perDay how many seats are given in a day at most; null for as many as there are
 * @param perDepartmentPerDay the same for the people of one department
 * @param backups skus of what is given instead when the product has no free seat, in this order
 */
record ClaimPolicy(
        String sku, boolean enabled, String group, Integer perDay, Integer perDepartmentPerDay, List<String> backups) {

    static final int MOST_BACKUPS = 4;

    ClaimPolicy {
        backups = List.copyOf(backups);
    }

    /** What holds for a product nobody has said anything about. */
    static ClaimPolicy off(String sku) {
        return new ClaimPolicy(sku, false, null, null, null, List.of());
    }

    /** Checks what was typed or sent, and says of each field what is wrong with it. */
    static ClaimPolicy of(
            String sku,
            Boolean enabled,
            String group,
            Integer perDay,
            Integer perDepartmentPerDay,
            List<String> backups) {
        Map<String, String> objections = new LinkedHashMap<>();
        if (enabled == null) {
            objections.put("enabled", "Say whether the product can be claimed: true or false.");
        }
        if (perDay != null && perDay < 0) {
            objections.put("perDay", "A limit is 0 or more.");
        }
        if (perDepartmentPerDay != null && perDepartmentPerDay < 0) {
            objections.put("perDepartmentPerDay", "A limit is 0 or more.");
        }
        List<String> tidyBackups = backups == null
                ? List.of()
                : backups.stream()
                        .map(backup -> backup == null ? "" : backup.strip())
                        .toList();
        Set<String> seen = new HashSet<>();
        if (tidyBackups.size() > MOST_BACKUPS) {
            objections.put("backups", "A product has at most " + MOST_BACKUPS + " backups.");
        } else if (tidyBackups.contains("")) {
            objections.put("backups", "A backup is the sku of a product.");
        } else if (tidyBackups.contains(sku)) {
            objections.put("backups", "A product is no backup of itself.");
        } else if (!tidyBackups.stream().allMatch(seen::add)) {
            objections.put("backups", "Each backup stands there once.");
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return new ClaimPolicy(sku, enabled, Typed.orNull(group), perDay, perDepartmentPerDay, tidyBackups);
    }

    /** What can be given, the product itself first. */
    List<String> candidates() {
        return Stream.concat(Stream.of(sku), backups.stream()).collect(Collectors.toUnmodifiableList());
    }

    /** Whether it is as if nobody had said anything. */
    boolean isDefault() {
        return Objects.equals(this, off(sku));
    }
}
