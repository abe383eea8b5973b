package org.licensedesk.assignment.product;

import io.quarkus.qute.TemplateInstance;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;
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
        String requires,
        String excludes,
        boolean isNew) {

    ProductForm {
        sku = sku == null ? "" : sku.strip();
        name = name == null ? "" : name.strip();
        monthlyPrice = monthlyPrice == null ? "" : monthlyPrice.strip();
        currency = currency == null ? "" : currency.strip();
        roles = roles == null ? "" : roles.strip();
        requires = requires == null ? "" : requires.strip();
        excludes = excludes == null ? "" : excludes.strip();
    }

    static ProductForm empty() {
        return new ProductForm("", "", "", "EUR", true, "", "", "", true);
    }

    static ProductForm of(ProductRow row) {
        return new ProductForm(
                row.sku(),
                row.name(),
                row.monthlyPrice() == null ? "" : row.monthlyPrice().toPlainString(),
                row.currency(),
                row.requestable(),
                String.join(", ", row.roles()),
                String.join(", ", row.requires()),
                String.join(", ", row.excludes()),
                false);
    }

    /** Its sku as it stands in an address. */
    public String href() {
        return SkuInAddress.of(sku);
    }

    /** What was meant; everything that is wrong with it is said at once. */
    Definition definition() {
        Map<String, String> objections = new LinkedHashMap<>();
        Sku.objectionTo(sku).ifPresent(objection -> objections.put("sku", objection));
        BigDecimal price = null;
        try {
            // a decimal comma is what half of Europe types
            price = monthlyPrice.isEmpty() ? null : new BigDecimal(monthlyPrice.replace(',', '.'));
        } catch (NumberFormatException notANumber) {
            objections.put("monthlyPrice", "A price is a number such as 28.10.");
        }
        try {
            Definition definition = Definition.of(
                    name,
                    price,
                    price == null && monthlyPrice.isEmpty() ? null : currency,
                    requestable,
                    new ProductRules(entries(roles), entries(requires), entries(excludes)));
            if (objections.isEmpty()) {
                return definition;
            }
        } catch (Refusal refusal) {
            refusal.fieldErrors().all().forEach(entry -> objections.putIfAbsent(entry.field(), entry.sentence()));
        }
        throw Refusal.invalid(objections);
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
