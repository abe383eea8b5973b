package org.licensedesk.assignment.product;

import io.quarkus.qute.TemplateInstance;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.ChoiceField;
import org.licensedesk.assignment.choice.Chosen;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.form.Objections;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Refusal;

/** What was typed into the form of a product, kept as it was typed. */
record ProductForm(
        String sku,
        String name,
        String monthlyPrice,
        String currency,
        boolean requestable,
        String roles,
        List<String> requires,
        List<String> excludes,
        boolean isNew) {

    private static final int EMPTY_FIELDS = 2;

    ProductForm {
        sku = sku == null ? "" : sku.strip();
        name = name == null ? "" : name.strip();
        monthlyPrice = monthlyPrice == null ? "" : monthlyPrice.strip();
        currency = currency == null ? "" : currency.strip();
        roles = roles == null ? "" : roles.strip();
        requires = withRoomForMore(requires);
        excludes = withRoomForMore(excludes);
    }

    static ProductForm empty() {
        return new ProductForm("", "", "", "EUR", true, "", List.of(), List.of(), true);
    }

    static ProductForm of(ProductRow row, ProductChoices choices) {
        return new ProductForm(
                row.sku(),
                row.name(),
                row.monthlyPrice() == null ? "" : row.monthlyPrice().toPlainString(),
                row.currency(),
                row.requestable(),
                String.join(", ", row.roles()),
                choices.labels(row.requires()),
                choices.labels(row.excludes()),
                false);
    }

    /** Its sku as it stands in an address. */
    public String href() {
        return SkuInAddress.of(sku);
    }

    /** What was meant; everything that is wrong with it is said at once. */
    Definition definition(ProductChoices choices) {
        Objections objections = new Objections();
        Chosen needed = choices.chosen(requires);
        Chosen excluded = choices.chosen(excludes);
        objections.add("requires", needed.objection());
        objections.add("excludes", excluded.objection());
        Sku.objectionTo(sku).ifPresent(objection -> objections.add("sku", objection));
        BigDecimal price = price(objections);
        return objections.refuseOr(() -> Definition.of(
                name,
                price,
                price == null && monthlyPrice.isEmpty() ? null : currency,
                requestable,
                new ProductRules(
                        entries(roles),
                        needed.skus().stream().distinct().toList(),
                        excluded.skus().stream().distinct().toList())));
    }

    private BigDecimal price(Objections objections) {
        try {
            // a decimal comma is what half of Europe types
            return monthlyPrice.isEmpty() ? null : new BigDecimal(monthlyPrice.replace(',', '.'));
        } catch (NumberFormatException notANumber) {
            objections.add("monthlyPrice", "A price is a number such as 28.10.");
            return null;
        }
    }

    public List<ChoiceField> requiresFields() {
        return fields("requires", requires, "Needed product");
    }

    public List<ChoiceField> excludesFields() {
        return fields("excludes", excludes, "Excluded product");
    }

    /** The first has the id that errors lead to. */
    private static List<ChoiceField> fields(String name, List<String> typed, String spoken) {
        return ChoiceField.of(typed, number -> "f-" + name + (number == 1 ? "" : "-" + number), spoken);
    }

    private static List<String> withRoomForMore(List<String> typed) {
        List<String> fields = new ArrayList<>(ProductChoices.entries(typed));
        fields.addAll(Collections.nCopies(EMPTY_FIELDS, ""));
        return List.copyOf(fields);
    }

    private static List<String> entries(String typed) {
        return Stream.of(typed.split(","))
                .map(String::strip)
                .filter(entry -> !entry.isEmpty())
                .distinct()
                .toList();
    }

    /** The form once more, with what was refused beside its fields; a refusal of something else passes on. */
    static RestResponse<TemplateInstance> again(Refusal refusal, Function<FieldErrors, TemplateInstance> form) {
        if (refusal.fieldErrors().isEmpty()) {
            throw refusal;
        }
        return RestResponse.status(
                RestResponse.Status.fromStatusCode(refusal.kind().status()), form.apply(refusal.fieldErrors()));
    }
}
