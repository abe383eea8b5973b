package org.licensedesk.assignment.packages;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.Refusal;

/**
 * What was typed into the form of a package, kept as it was typed.
 *
 * @param skus one field each; some are empty, for more
 */
record PackageForm(String id, String name, String description, List<String> skus, String validDays, boolean isNew) {

    private static final int FIELDS_AT_LEAST = 5;
    private static final int EMPTY_FIELDS = 2;

    PackageForm {
        id = Objects.toString(id, "").strip();
        name = Objects.toString(name, "").strip();
        description = Objects.toString(description, "").strip();
        validDays = Objects.toString(validDays, "").strip();
        List<String> fields = new ArrayList<>(
                skus == null
                        ? List.of()
                        : skus.stream()
                                .filter(Objects::nonNull)
                                .map(String::strip)
                                .filter(sku -> !sku.isEmpty())
                                .toList());
        int wanted = Math.max(FIELDS_AT_LEAST, fields.size() + EMPTY_FIELDS);
        while (fields.size() < wanted) {
            fields.add("");
        }
        skus = List.copyOf(fields);
    }

    static PackageForm empty() {
        return new PackageForm("", "", "", List.of(), "", true);
    }

    static PackageForm of(PackageRow row) {
        return new PackageForm(
                row.id(),
                row.name(),
                row.description(),
                row.skus(),
                row.validDays() == null ? "" : row.validDays().toString(),
                false);
    }

    /** Its address. */
    public String href() {
        return "/assignments/packages/" + SkuInAddress.of(id);
    }

    /** What was meant; everything that is wrong with it is said at once. */
    PackageDefinition definition() {
        Map<String, String> objections = new LinkedHashMap<>();
        Integer days = null;
        try {
            days = validDays.isEmpty() ? null : Integer.valueOf(validDays);
        } catch (NumberFormatException notANumber) {
            objections.put("validDays", "This is a number of days such as 90, or empty.");
        }
        try {
            PackageDefinition definition = PackageDefinition.of(id, name, description, skus, days);
            if (objections.isEmpty()) {
                return definition;
            }
        } catch (Refusal refusal) {
            refusal.fieldErrors().all().forEach(entry -> objections.putIfAbsent(entry.field(), entry.sentence()));
        }
        throw Refusal.invalid(objections);
    }
}
