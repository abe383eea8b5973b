package org.licensedesk.request.history;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.Origin;

/** What an event tells, read by the field names all services share; bears any event, also of a kind not known yet. */
final class Told {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final List<String> WHOM_IT_IS_ABOUT = List.of("beneficiary", "holder", "person");

    private static final int NAMED_OF_MANY = 5;

    private final EventEnvelope envelope;
    private final JsonNode body;
    private final Map<String, String> namesByEmail = new LinkedHashMap<>();

    Told(EventEnvelope envelope, JsonNode body) {
        if (!body.isObject()) {
            throw new IllegalArgumentException("the body of event " + envelope.id() + " is no JSON object");
        }
        this.envelope = envelope;
        this.body = body;
        collectPeople(body);
    }

    EventEnvelope envelope() {
        return envelope;
    }

    /** Everybody named in it, and whoever did it. */
    Set<String> people() {
        var people = new TreeSet<>(namesByEmail.keySet());
        if (!isBySystem()) {
            people.add(envelope.actor());
        }
        return people;
    }

    /** Whether nobody did it by hand. */
    boolean isBySystem() {
        return envelope.actor().equals(Origin.SYSTEM);
    }

    /** Whether its text says how the actor is called. */
    boolean namesItsActor() {
        return isBySystem() || namesByEmail.containsKey(envelope.actor());
    }

    /** The actor's name where it is known, otherwise the address. */
    String actor(Function<String, String> nameOf) {
        if (isBySystem()) {
            return "The system";
        }
        var named = namesByEmail.get(envelope.actor());
        return named != null ? named : nameOf.apply(envelope.actor());
    }

    /** The address of the one person it is about, or null. */
    String aboutWhom() {
        return WHOM_IT_IS_ABOUT.stream()
                .map(field -> body.path(field).path("email").asText(null))
                .filter(email -> email != null)
                .findFirst()
                .map(Told::storable)
                .orElse(null);
    }

    /** The request it belongs to, or the claim; or null. */
    UUID request() {
        if (body.hasNonNull("requestId")) {
            return uuid(text("requestId"));
        }
        if (has("claimId")) {
            return uuid(text("claimId"));
        }
        return Set.of("REQUEST", "PACKAGE", "CLAIM").contains(Objects.toString(text("reasonType"), ""))
                ? uuid(text("source"))
                : null;
    }

    /** Whether it is about one of several products that were asked for as one. */
    boolean isPartOfPackage() {
        return "PACKAGE".equals(text("reasonType"));
    }

    /** The product it is about, or the package. */
    String sku() {
        return storable(text(envelope.aggregateType().equals("package") ? "id" : "sku"));
    }

    /** The products of an event about several, each once. */
    Set<String> skus() {
        var skus = new LinkedHashSet<String>();
        if (sku() == null) {
            body.path("products").forEach(product -> {
                var sku = storable(product.path("sku").asText(null));
                if (sku != null) {
                    skus.add(sku);
                }
            });
        }
        return skus;
    }

    /** A field as text, or null. */
    String text(String field) {
        return body.path(field).asText(null);
    }

    /** A field within a field as text, or null. */
    String part(String field, String within) {
        return body.path(field).path(within).asText(null);
    }

    /** Whether a list of texts has this one. */
    boolean lists(String field, String text) {
        return StreamSupport.stream(body.path(field).spliterator(), false)
                .anyMatch(each -> each.asText().equals(text));
    }

    boolean is(String field) {
        return body.path(field).asBoolean();
    }

    int number(String field) {
        return body.path(field).asInt();
    }

    boolean has(String field) {
        return body.hasNonNull(field);
    }

    /** An amount of money, with two digits behind the point. */
    String amount(String field) {
        return body.path(field).decimalValue().setScale(2, RoundingMode.HALF_UP).toPlainString();
    }

    /** What somebody wrote, in quotation marks behind a colon; nothing when they wrote nothing. */
    String quoted(String field) {
        var text = text(field);
        return text == null || text.isBlank() ? "" : ": “" + text.strip() + "”";
    }

    /** A sentence out of another service, without its full stop, so that it can be part of ours. */
    String clause(String field) {
        var node = body.path(field);
        var sentence =
                (node.isObject() ? node.path("sentence") : node).asText("").strip();
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    /** The name of the product, or its sku, or "a product". */
    String product() {
        for (var field : List.of("productName", "name", "sku")) {
            if (has(field)) {
                return text(field);
            }
        }
        return "a product";
    }

    /** The name of the person in this field. */
    String name(String field) {
        var person = body.path(field);
        return person.path("name").asText(person.path("email").asText("somebody"));
    }

    boolean samePerson(String one, String other) {
        return body.path(one).path("email").equals(body.path(other).path("email"));
    }

    /** The package that was asked for, with its products in brackets; nothing where it was a single product. */
    String packageOf() {
        var parts = StreamSupport.stream(body.path("package").path("parts").spliterator(), false)
                .map(part -> part.path("productName").asText())
                .toList();
        return parts.isEmpty() ? "" : " (" + String.join(", ", parts) + ")";
    }

    /** How many there are in a list. */
    int count(String field) {
        return body.path(field).size();
    }

    /** The names in a list of people, of many only the first: "Ada Moreno, Omar Haddad and 498 others". */
    String someNames(String field) {
        var named = StreamSupport.stream(body.path(field).spliterator(), false)
                .limit(NAMED_OF_MANY)
                .map(person -> person.path("name").asText())
                .collect(Collectors.joining(", "));
        return count(field) <= NAMED_OF_MANY
                ? names(field, "and")
                : named + " and " + (count(field) - NAMED_OF_MANY) + " others";
    }

    /** The names in a list of people: "Ada Moreno, Omar Haddad and Grace Duval". */
    String names(String field, String lastWord) {
        var names = StreamSupport.stream(body.path(field).spliterator(), false)
                .map(person -> person.isObject() ? person.path("name").asText() : person.asText())
                .toList();
        if (names.isEmpty()) {
            return "nobody";
        }
        return inOnePhrase(names, lastWord);
    }

    private static String inOnePhrase(List<String> names, String lastWord) {
        var last = names.get(names.size() - 1);
        return names.size() == 1
                ? last
                : String.join(", ", names.subList(0, names.size() - 1)) + " " + lastWord + " " + last;
    }

    /** " until 30 June 2027", or nothing. */
    String until(String field) {
        return day("until", field);
    }

    /** " from 1 January 2027", with this word before it, or nothing. */
    String day(String word, String field) {
        if (!has(field)) {
            return "";
        }
        try {
            return " " + word + " " + DAY.format(LocalDate.parse(text(field)));
        } catch (DateTimeParseException notADay) {
            return " " + word + " " + text(field);
        }
    }

    /** " (4 of 5 seats in use)", or nothing. */
    String poolAfter() {
        return has("used") && has("purchased")
                ? " (" + number("used") + " of " + seats(number("purchased")) + " in use)"
                : "";
    }

    boolean isEmpty(String field) {
        return body.path(field).isEmpty();
    }

    /** Whether it is about the person with this address. */
    boolean isAbout(String email) {
        return email.equals(aboutWhom());
    }

    /** The names in a list of products. */
    String products(String field, String lastWord) {
        var names = StreamSupport.stream(body.path(field).spliterator(), false)
                .map(product -> product.path("productName").asText())
                .toList();
        return names.isEmpty() ? "no product" : inOnePhrase(names, lastWord);
    }

    /** "1 row", "2 rows". */
    static String counted(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }

    static String seats(int number) {
        return number == 1 ? "1 seat" : number + " seats";
    }

    private void collectPeople(JsonNode node) {
        if (node.isObject() && node.path("email").isTextual()) {
            var email = storable(node.get("email").asText());
            namesByEmail.put(email, node.path("name").asText(email));
        }
        for (Iterator<JsonNode> children = node.elements(); children.hasNext(); ) {
            var child = children.next();
            if (child.isContainerNode()) {
                collectPeople(child);
            }
        }
    }

    private static String storable(String text) {
        return text == null ? null : text.replace('\u0000', '\uFFFD');
    }

    private static UUID uuid(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException notAnId) {
            return null;
        }
    }
}
