package org.licensedesk.assignment.packages;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.licensedesk.assignment.choice.ChoiceField;
import org.licensedesk.assignment.choice.Chosen;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.form.Objections;
import org.licensedesk.assignment.seat.SkuInAddress;

/**
 * What was typed into the form of a package, kept as it was typed.
 *
 * @param skus one field each, names or skus; some are empty, for more
 */
record PackageForm(String id, String name, String description, List<String> skus, String validDays, boolean isNew) {

    private static final int FIELDS_AT_LEAST = 5;
    private static final int EMPTY_FIELDS = 2;

    PackageForm {
        id = Objects.toString(id, "").strip();
        name = Objects.toString(name, "").strip();
        description = Objects.toString(description, "").strip();
        validDays = Objects.toString(validDays, "").strip();
        List<String> fields = new ArrayList<>(ProductChoices.entries(skus));
        int wanted = Math.max(FIELDS_AT_LEAST, fields.size() + EMPTY_FIELDS);
        while (fields.size() < wanted) {
            fields.add("");
        }
        skus = List.copyOf(fields);
    }

    static PackageForm empty() {
        return new PackageForm("", "", "", List.of(), "", true);
    }

    static PackageForm of(PackageRow row, ProductChoices choices) {
        return new PackageForm(
                row.id(),
                row.name(),
                row.description(),
                choices.labels(row.skus()),
                row.validDays() == null ? "" : row.validDays().toString(),
                false);
    }

    /** Its address. */
    public String href() {
        return "/assignments/packages/" + SkuInAddress.of(id);
    }

    public List<ChoiceField> partFields() {
        return ChoiceField.of(skus, number -> "f-part-" + number, "Product");
    }

    /** What was meant; everything that is wrong with it is said at once. */
    PackageDefinition definition(ProductChoices choices) {
        Objections objections = new Objections();
        Chosen chosen = choices.chosen(skus);
        objections.add("skus", chosen.objection());
        Integer days = days(objections);
        return objections.refuseOr(() -> PackageDefinition.of(id, name, description, chosen.skus(), days));
    }

    private Integer days(Objections objections) {
        try {
            return validDays.isEmpty() ? null : Integer.valueOf(validDays);
        } catch (NumberFormatException notANumber) {
            objections.add("validDays", "This is a number of days such as 90, or empty.");
            return null;
        }
    }
}
