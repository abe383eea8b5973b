package org.licensedesk.request.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.request.Sql;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;

/** Adds events to the history, in the transaction that acts upon them. Nothing here, or anywhere, changes one. */
@ApplicationScoped
public class History {
    private static final String INSERT = """
            insert into history (id, at, type, version, source, topic, aggregate_type, aggregate_id, sequence, actor,
                causation_id, request_id, sku, person, sentence, in_short, body)
            select * from unnest(:id, :at, :type, :version, :source, :topic, :aggregateType, :aggregateId, :sequence, :actor,
                :causation, :request, :sku, :person, :sentence, :inShort, :body)
            """;
    private static final String INSERT_PEOPLE =
            "insert into history_person (email, at, entry, acted) select * from unnest(:email, :at, :entry, :acted)";

    private static final String INSERT_PRODUCTS =
            "insert into history_product (sku, at, entry) select * from unnest(:sku, :at, :entry)";

    private final People people;
    private final ObjectMapper json;

    History(People people, ObjectMapper json) {
        this.people = people;
        this.json = json;
    }

    private record Entry(Told told, Sentence sentence) {
        EventEnvelope envelope() {
            return told.envelope();
        }
    }

    private record Concerned(String email, Entry entry) {
        boolean acted() {
            return email.equals(entry.envelope().actor());
        }
    }

    private record Product(String sku, EventEnvelope envelope) {}

    /** Adds what happened; each event comes here once. */
    public void append(Handle tx, List<EventEnvelope> events) {
        var told = events.stream().map(this::read).toList();
        var unnamed = told.stream()
                .filter(event -> !event.namesItsActor())
                .map(event -> event.envelope().actor())
                .collect(Collectors.toSet());
        var named = people.byEmail(tx, unnamed);
        var entries = told.stream()
                .map(event -> new Entry(event, Sentences.of(event, email -> nameOf(named.get(email), email))))
                .toList();
        tx.createUpdate(INSERT)
                .bind("id", Sql.column("uuid", events, EventEnvelope::id))
                .bind("at", Sql.column("timestamptz", events, EventEnvelope::time))
                .bind("type", Sql.column("text", events, EventEnvelope::type))
                .bind("version", Sql.column("int4", events, EventEnvelope::version))
                .bind("source", Sql.column("text", events, EventEnvelope::source))
                .bind("topic", Sql.column("text", events, EventEnvelope::topic))
                .bind("aggregateType", Sql.column("text", events, EventEnvelope::aggregateType))
                .bind("aggregateId", Sql.column("text", events, EventEnvelope::aggregateId))
                .bind("sequence", Sql.column("int8", events, EventEnvelope::sequence))
                .bind("actor", Sql.column("text", events, EventEnvelope::actor))
                .bind("causation", Sql.column("uuid", events, EventEnvelope::causationId))
                .bind("request", Sql.column("uuid", told, Told::request))
                .bind("sku", Sql.column("text", told, Told::sku))
                .bind("person", Sql.column("text", told, Told::aboutWhom))
                .bind(
                        "sentence",
                        Sql.column("text", entries, entry -> entry.sentence().full()))
                .bind(
                        "inShort",
                        Sql.column("text", entries, entry -> entry.sentence().inShort()))
                .bind("body", Sql.column("json", events, EventEnvelope::body))
                .execute();
        addPeople(tx, entries);
        addProducts(tx, told);
    }

    private static void addProducts(Handle tx, List<Told> told) {
        var products = told.stream()
                .flatMap(event -> event.skus().stream().map(sku -> new Product(sku, event.envelope())))
                .toList();
        if (products.isEmpty()) {
            return;
        }
        tx.createUpdate(INSERT_PRODUCTS)
                .bind("sku", Sql.column("text", products, Product::sku))
                .bind(
                        "at",
                        Sql.column(
                                "timestamptz",
                                products,
                                product -> product.envelope().time()))
                .bind(
                        "entry",
                        Sql.column(
                                "uuid", products, product -> product.envelope().id()))
                .execute();
    }

    private static void addPeople(Handle tx, List<Entry> entries) {
        var concerned = new ArrayList<Concerned>();
        for (var entry : entries) {
            for (var email : entry.told().people()) {
                concerned.add(new Concerned(email, entry));
            }
        }
        if (concerned.isEmpty()) {
            return;
        }
        tx.createUpdate(INSERT_PEOPLE)
                .bind("email", Sql.column("text", concerned, Concerned::email))
                .bind(
                        "at",
                        Sql.column(
                                "timestamptz",
                                concerned,
                                each -> each.entry().envelope().time()))
                .bind(
                        "entry",
                        Sql.column(
                                "uuid",
                                concerned,
                                each -> each.entry().envelope().id()))
                .bind("acted", Sql.column("bool", concerned, Concerned::acted))
                .execute();
    }

    private Told read(EventEnvelope event) {
        try {
            return new Told(event, json.readTree(event.body()));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the body of event " + event.id() + " is no JSON", e);
        }
    }

    private static String nameOf(Person known, String email) {
        return known == null ? email : known.name();
    }
}
