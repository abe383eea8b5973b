package org.licensedesk.assignment.claim;

import java.util.ArrayList;
import java.util.List;
import org.licensedesk.assignment.choice.ChoiceField;
import org.licensedesk.assignment.choice.Chosen;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.GroupChoices;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.form.Objections;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What was typed into the form of a policy, kept as it was typed.
 *
 * @param note what keeps everybody from claiming as it is now; or null
 */
record PolicyForm(
        String sku,
        String productName,
        boolean enabled,
        String group,
        String perDay,
        String perDepartmentPerDay,
        List<String> backups,
        String note) {

    PolicyForm {
        group = tidy(group);
        perDay = tidy(perDay);
        perDepartmentPerDay = tidy(perDepartmentPerDay);
        // as many fields as there may be backups, filled or not
        List<String> fields = new ArrayList<>();
        (backups == null ? List.<String>of() : backups).forEach(backup -> fields.add(tidy(backup)));
        while (fields.size() < ClaimPolicy.MOST_BACKUPS) {
            fields.add("");
        }
        backups = List.copyOf(fields);
    }

    static PolicyForm of(PolicyRow row, ProductChoices choices, GroupChoices groups) {
        ClaimPolicy policy = row.policy();
        return new PolicyForm(
                policy.sku(),
                row.productName(),
                policy.enabled(),
                policy.group() == null ? "" : groups.label(policy.group()),
                policy.perDay() == null ? "" : policy.perDay().toString(),
                policy.perDepartmentPerDay() == null
                        ? ""
                        : policy.perDepartmentPerDay().toString(),
                choices.labels(policy.backups()),
                row.note());
    }

    /** What was meant; everything that is wrong with it is said at once. */
    ClaimPolicy policy(ProductChoices choices, GroupChoices groups) {
        Objections objections = new Objections();
        Chosen chosen = choices.chosen(backups);
        objections.add("backups", chosen.objection());
        ChosenOne members = groups.chosen(group);
        objections.add("group", members.objection());
        Integer all = number("perDay", perDay, objections);
        Integer ofDepartment = number("perDepartmentPerDay", perDepartmentPerDay, objections);
        return objections.refuseOr(() -> ClaimPolicy.of(sku, enabled, members.key(), all, ofDepartment, chosen.skus()));
    }

    /** Where it is sent to. */
    public String href() {
        return "/assignments/products/" + SkuInAddress.of(sku) + "/claims";
    }

    public List<ChoiceField> backupFields() {
        return ChoiceField.of(backups, number -> "f-backup-" + number, "Backup");
    }

    private static Integer number(String field, String typed, Objections objections) {
        try {
            return typed.isEmpty() ? null : Integer.valueOf(typed);
        } catch (NumberFormatException notANumber) {
            objections.add(field, "A limit is a whole number such as 10.");
            return null;
        }
    }

    private static String tidy(String text) {
        return text == null ? "" : text.strip();
    }
}
