package org.licensedesk.assignment.product;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.assignment.sheet.SentTable;
import org.licensedesk.assignment.sheet.SentText;
import org.licensedesk.chassis.web.Refusal;

/**
 * Microsoft's list of products and service plans, as it is published: a CSV with one row per product and service plan, in
 * Windows-1252 or UTF-8, with non-breaking spaces. The product is its String_Id; the first row of a product names it.
 */
final class PublishedProductList {

    private static final String NAME = "Product_Display_Name";
    private static final String STRING_ID = "String_Id";
    private static final String GUID = "GUID";
    private static final String PLAN = "Service_Plan_Name";
    private static final String PLAN_NAME = "Service_Plans_Included_Friendly_Names";
    private static final List<String> COLUMNS = List.of(NAME, STRING_ID, GUID, PLAN, PLAN_NAME);
    private static final int MOST_ROWS = 200_000;

    /** A product of the list, with all its service plans. */
    record Listed(String sku, String name, UUID vendorId, List<ServicePlan> servicePlans) {}

    /** A row that could not be taken, or was taken with a grain of salt. */
    record Remark(long line, String sku, String cause) {}

    private static final class Gathered {
        private final String name;
        private final UUID vendorId;
        private final long line;
        private final Map<String, ServicePlan> plans = new LinkedHashMap<>();

        private Gathered(String name, UUID vendorId, long line) {
            this.name = name;
            this.vendorId = vendorId;
            this.line = line;
        }
    }

    private final String encoding;
    private final Map<String, Gathered> products = new LinkedHashMap<>();
    private final List<Remark> rejected = new ArrayList<>();
    private final List<Remark> notes = new ArrayList<>();

    private PublishedProductList(String encoding) {
        this.encoding = encoding;
    }

    /** Reads what was sent; what is no such list at all is refused with the line and the cause. */
    static PublishedProductList read(byte[] sent) {
        SentText read = SentTable.text(sent);
        var list = new PublishedProductList(read.encoding());
        list.readRows(read.text());
        return list;
    }

    List<Listed> products() {
        return products.entrySet().stream()
                .map(product -> new Listed(
                        product.getKey(),
                        product.getValue().name,
                        product.getValue().vendorId,
                        List.copyOf(product.getValue().plans.values())))
                .toList();
    }

    /** Leaves out products whose sku is the id of something else. */
    void reject(Set<String> takenIds) {
        takenIds.forEach(id -> rejected.add(new Remark(
                products.remove(id).line, id, "There is a package " + id + ". A product needs a sku of its own.")));
    }

    List<Remark> rejected() {
        return rejected;
    }

    List<Remark> notes() {
        return notes;
    }

    String encoding() {
        return encoding;
    }

    private void readRows(String text) {
        Map<String, Integer> places = null;
        int width = 0;
        int rows = 0;
        long line = 1;
        try (CsvReader<CsvRecord> reader = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (CsvRecord record : reader) {
                line = record.getStartingLineNumber();
                if (places == null) {
                    places = header(record);
                    width = record.getFieldCount();
                } else if (++rows > MOST_ROWS) {
                    throw Refusal.tooLarge("The file has more than " + MOST_ROWS + " rows.");
                } else if (record.getFieldCount() != width) {
                    rejected.add(new Remark(
                            line, null, "The row has " + record.getFieldCount() + " fields instead of " + width + "."));
                } else {
                    take(line, record, places);
                }
            }
        } catch (CsvParseException notCsv) {
            throw SentTable.refused(line, "This is no CSV behind that line: " + firstSentence(notCsv));
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException("reading from memory", impossible);
        }
        if (places == null) {
            throw SentTable.refused(1, "The file is empty.");
        }
    }

    private static Map<String, Integer> header(CsvRecord record) {
        Map<String, Integer> found = SentTable.placesIn(record, COLUMNS);
        return COLUMNS.stream()
                .collect(Collectors.toMap(column -> column, column -> found.get(column.toLowerCase(Locale.ROOT))));
    }

    private void take(long line, CsvRecord record, Map<String, Integer> places) {
        String sku = SentText.tidy(record.getField(places.get(STRING_ID)));
        String name = SentText.tidy(record.getField(places.get(NAME)));
        String guid = SentText.tidy(record.getField(places.get(GUID)));
        Optional<String> objection = Sku.objectionTo(sku)
                .or(() -> objectionToName(name))
                .or(() -> objectionToText(
                        sku + name + record.getField(places.get(PLAN)) + record.getField(places.get(PLAN_NAME))))
                .or(() -> guid.isEmpty() || uuid(guid).isPresent()
                        ? Optional.empty()
                        : Optional.of("\"" + guid + "\" is no GUID."));
        if (objection.isPresent()) {
            rejected.add(new Remark(line, sku.isEmpty() ? null : sku, objection.get()));
            return;
        }
        Gathered product = products.computeIfAbsent(
                sku, any -> new Gathered(name, uuid(guid).orElse(null), line));
        if (!guid.isEmpty()
                && product.vendorId != null
                && !product.vendorId.equals(uuid(guid).get())) {
            rejected.add(new Remark(
                    line,
                    sku,
                    "%s is %s (%s) since line %d; this row gives it to another product, %s (%s)."
                            .formatted(sku, product.name, product.vendorId, product.line, name, guid)));
            return;
        }
        if (!product.name.equals(name)) {
            notes.add(new Remark(
                    line,
                    sku,
                    "Named \"" + name + "\" here; \"" + product.name + "\" of line " + product.line + " was kept."));
        }
        String plan = SentText.tidy(record.getField(places.get(PLAN)));
        String planName = SentText.tidy(record.getField(places.get(PLAN_NAME)));
        if (!plan.isEmpty()) {
            product.plans.putIfAbsent(plan, new ServicePlan(plan, planName.isEmpty() ? plan : planName));
        }
    }

    private static Optional<String> objectionToName(String name) {
        if (name.isEmpty()) {
            return Optional.of("The product has no name.");
        }
        return name.length() > 200 ? Optional.of("The name has more than 200 characters.") : Optional.empty();
    }

    private static Optional<String> objectionToText(String text) {
        return text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\t' || c == '\uFFFD')
                ? Optional.of("The row has characters that are no text.")
                : Optional.empty();
    }

    private static Optional<UUID> uuid(String text) {
        return text.matches("(?i)[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }

    private static String firstSentence(CsvParseException notCsv) {
        return Arrays.stream(String.valueOf(notCsv.getMessage()).split("\\R"))
                .findFirst()
                .orElse("unreadable");
    }
}
