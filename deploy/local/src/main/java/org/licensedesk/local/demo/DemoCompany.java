package org.licensedesk.local.demo;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.local.oidc.Account;

/** Harbour Instruments, a company that does not exist: its people and groups, the products they use, and what they have asked for. */
public final class DemoCompany {

    /** Who decides where nobody up the line can. */
    static final List<String> LICENSE_OWNERS = List.of("ada.moreno@harbour.example");

    private static final String ADMINISTRATOR = "lena.fischer@harbour.example";
    private static final String DOMAIN = "@harbour.example";

    /** One of its people, as in the file. */
    record Person(String email, String name, String title, String department, String manager) {}

    /** One of the products it pays for. */
    record Product(String sku, String name, BigDecimal monthlyPrice, String currency, int seats, List<String> roles) {
        /** As the API takes it, with the roles that it brings. */
        Map<String, Object> definition(List<String> roles) {
            return Map.of("name", name, "monthlyPrice", monthlyPrice, "currency", currency, "roles", roles);
        }
    }

    /** Several of them that can be asked for as one. */
    record Package(String id, String name, String description, List<String> skus, Integer validDays) {}

    /**
     * Seats bought together, for whole years counted from this one.
     *
     * @param lastYear null when they have no end
     */
    record Lot(
            String sku,
            String orderNumber,
            int quantity,
            BigDecimal price,
            String currency,
            int firstYear,
            Integer lastYear) {}

    /**
     * One request, and what shall become of it.
     *
     * @param by the mail name of who asks
     * @param beneficiary the mail name of whom it is for, or null when it is for who asks
     * @param reason what whoever ends it says, or null
     */
    record Wish(
            String by,
            String beneficiary,
            String sku,
            String why,
            boolean untilNextYear,
            Outcome outcome,
            String reason) {
        String requester() {
            return by + DOMAIN;
        }

        String beneficiaryOrNull() {
            return beneficiary == null ? null : beneficiary + DOMAIN;
        }
    }

    /**
     * How the seats of a product were used before the company had License Desk.
     *
     * @param used at the end of each week, the last of them a week ago
     * @param waiting likewise, or empty when nobody did
     */
    record Past(String sku, int purchased, List<Integer> used, List<Integer> waiting) {}

    /** When somebody used a product last. */
    record Use(String email, String sku, int daysAgo) {}

    List<Past> past() {
        return table(
                "past.csv",
                row -> new Past(
                        row.getField("sku"),
                        Integer.parseInt(row.getField("purchased")),
                        numbers(row.getField("used")),
                        numbers(row.getField("waiting"))));
    }

    List<Use> uses() {
        return table(
                "usage.csv",
                row -> new Use(row.getField("email"), row.getField("sku"), Integer.parseInt(row.getField("days_ago"))));
    }

    /** Somebody from outside who was invited to a product. */
    record Invited(String email, String sku, boolean isWithdrawn) {}

    List<Invited> invited() {
        return table(
                "invitations.csv",
                row -> new Invited(
                        row.getField("email"),
                        row.getField("sku"),
                        row.getField("then").equals("WITHDRAWN")));
    }

    /** Who works on the import and can do everything else an administrator does. */
    public String administrator() {
        return ADMINISTRATOR;
    }

    byte[] peopleFile() {
        return read("people.csv");
    }

    List<Person> people() {
        return table(
                "people.csv",
                row -> new Person(
                        row.getField("email"),
                        row.getField("display_name"),
                        row.getField("title"),
                        row.getField("department"),
                        row.getField("manager_email")));
    }

    List<Product> products() {
        return table(
                "products.csv",
                row -> new Product(
                        row.getField("sku"),
                        row.getField("name"),
                        new BigDecimal(row.getField("monthly_price")),
                        row.getField("currency"),
                        Integer.parseInt(row.getField("seats")),
                        row.getField("roles").isEmpty() ? List.of() : List.of(row.getField("roles"))));
    }

    /** The groups as the API takes them, each with its id; one comes after those that are part of it. */
    List<Map<String, Object>> groups() {
        try {
            return new ObjectMapper().readValue(read("groups.json"), new TypeReference<>() {});
        } catch (IOException e) {
            throw new UncheckedIOException("demo/groups.json in this jar is not what it should be", e);
        }
    }

    List<Package> packages() {
        try {
            List<JsonNode> entries = new ObjectMapper().readValue(read("packages.json"), new TypeReference<>() {});
            return entries.stream()
                    .map(entry -> {
                        var skus = new ArrayList<String>();
                        entry.path("skus").forEach(sku -> skus.add(sku.asText()));
                        return new Package(
                                entry.path("id").asText(),
                                entry.path("name").asText(),
                                entry.path("description").asText(),
                                skus,
                                entry.has("validDays") ? entry.path("validDays").asInt() : null);
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("demo/packages.json in this jar is not what it should be", e);
        }
    }

    /** What it has bought, by which orders. */
    List<Lot> lots() {
        return table(
                "lots.csv",
                row -> new Lot(
                        row.getField("sku"),
                        row.getField("order_number"),
                        Integer.parseInt(row.getField("quantity")),
                        new BigDecimal(row.getField("price")),
                        row.getField("currency"),
                        Integer.parseInt(row.getField("first_year")),
                        row.getField("last_year").isEmpty() ? null : Integer.valueOf(row.getField("last_year"))));
    }

    List<Wish> wishes() {
        try {
            List<Map<String, String>> entries =
                    new ObjectMapper().readValue(read("requests.json"), new TypeReference<>() {});
            return entries.stream()
                    .map(entry -> new Wish(
                            entry.get("by"),
                            entry.get("for"),
                            entry.get("sku"),
                            entry.get("why"),
                            "NEXT_YEAR".equals(entry.get("until")),
                            Outcome.valueOf(entry.get("then")),
                            entry.get("reason")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("demo/requests.json in this jar is not what it should be", e);
        }
    }

    /** Everybody who can sign in; those with a part in the story come first, in its order. */
    public List<Account> accounts() {
        var rest = people().stream()
                .collect(Collectors.toMap(Person::email, Person::name, (a, b) -> a, LinkedHashMap::new));
        var accounts = new ArrayList<Account>(table(
                "sign-in.csv",
                row -> new Account(
                        row.getField("email"),
                        rest.remove(row.getField("email")),
                        row.getField("part"),
                        words(row.getField("roles")))));
        rest.forEach((email, name) -> accounts.add(new Account(email, name, null, List.of())));
        return accounts;
    }

    private static List<Integer> numbers(String text) {
        return words(text).stream().map(Integer::valueOf).toList();
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split(" ")).filter(word -> !word.isEmpty()).toList();
    }

    private static <T> List<T> table(String file, Function<NamedCsvRecord, T> toRow) {
        String text = new String(read(file), StandardCharsets.UTF_8);
        try (var reader = CsvReader.builder().ofNamedCsvRecord(text)) {
            return reader.stream().map(toRow).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("demo/" + file + " in this jar cannot be read", e);
        }
    }

    private static byte[] read(String file) {
        try (InputStream in = DemoCompany.class.getResourceAsStream("/demo/" + file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("demo/" + file + " in this jar cannot be read", e);
        }
    }
}
