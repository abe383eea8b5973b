package org.licensedesk.approval;

import static io.restassured.http.ContentType.JSON;

import io.restassured.response.Response;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Tokens;

/** A small company for one test: people whom no other test knows, all reached over the public API. */
public final class Company {

    /** Somebody who may import people and is not in the directory. */
    public static final String ADMINISTRATOR = "lena.fischer@administrators.example";

    private static final String HEADER = "email,display_name,title,department,manager_email\n";

    private final String domain = "c" + UUID.randomUUID().toString().substring(0, 13) + ".example";
    private final Map<String, String> rows = new LinkedHashMap<>();
    private final Map<String, UUID> ids = new LinkedHashMap<>();
    private final Envelopes events = new Envelopes();

    /** Kevin, whose manager is Grace, whose manager is Omar, whose manager is Ada, who has none. */
    public static Company ofFour() {
        return new Company()
                .with("ada", null)
                .with("omar", "ada")
                .with("grace", "omar")
                .with("kevin", "grace")
                .imported();
    }

    /** Adds or changes a person; nothing is said to the service yet. */
    public Company with(String name, String manager) {
        return with(name, manager, "Engineering");
    }

    /** Adds or changes a person of a department. */
    public Company with(String name, String manager, String department) {
        rows.put(
                name,
                String.join(
                        ",",
                        email(name),
                        displayName(name),
                        "Title of " + name,
                        department,
                        manager == null ? "" : email(manager)));
        return this;
    }

    /** Tells the service. */
    public Company imported() {
        importing("").then().statusCode(200);
        return this;
    }

    /** Tells the service and gives back its answer. */
    public Response importing(String query) {
        return importing(HEADER + String.join("\n", rows.values()), query);
    }

    /** Sends any file. */
    public static Response importing(String file, String query) {
        return Tokens.as(ADMINISTRATOR, "license-admin")
                .contentType("text/csv; charset=UTF-8")
                .body(file.getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .put("/api/people" + query);
    }

    public String email(String name) {
        return name + "@" + domain;
    }

    public String displayName(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1) + " Of " + domain.substring(0, 5);
    }

    /** The id the directory gave this person. */
    public UUID id(String name) {
        return ids.computeIfAbsent(
                name,
                unknown -> UUID.fromString(Tokens.as(email(name))
                        .queryParam("q", email(name))
                        .get("/api/people")
                        .then()
                        .statusCode(200)
                        .extract()
                        .path("items[0].id")));
    }

    public PersonRef person(String name) {
        return new PersonRef(id(name), email(name), displayName(name));
    }

    /** Names the license owners of everybody; the setting is one for all tests, so each that minds it sets it. */
    public static void namesOwners(String... emails) {
        Tokens.as(ADMINISTRATOR, "license-admin")
                .contentType(JSON)
                .body(Map.of("emails", List.of(emails)))
                .put("/api/license-owners")
                .then()
                .statusCode(200);
    }

    /** A request as request-service tells of it. */
    public EventEnvelope submits(UUID requestId, String requester, String beneficiary) {
        return submits(requestId, person(requester), beneficiary);
    }

    /** A request with a justification of one's own. */
    public EventEnvelope submitsBecause(UUID requestId, String requester, String justification) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("requestId", requestId.toString());
        fields.put("requester", json(person(requester)));
        fields.put("beneficiary", json(person(requester)));
        fields.put("justification", justification);
        return events.sample("RequestSubmitted.v1", fields);
    }

    /** A request that a license, held until June so far, may last longer. */
    public EventEnvelope extendsUntil(UUID requestId, String requester, UUID earlier, String endsOn) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("requestId", requestId.toString());
        fields.put("requester", json(person(requester)));
        fields.put("beneficiary", json(person(requester)));
        fields.put("endsOn", endsOn);
        fields.put("extends", Map.of("requestId", earlier.toString(), "endsOn", "2027-06-30"));
        return events.sample("RequestSubmitted.v1", fields);
    }

    /** A request for several products as one. */
    public EventEnvelope submitsPackage(UUID requestId, String requester, Map<String, Object> asked) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("requestId", requestId.toString());
        fields.put("requester", json(person(requester)));
        fields.put("beneficiary", json(person(requester)));
        fields.put("sku", asked.get("id"));
        fields.put("productName", asked.get("name"));
        fields.put("endsOn", null);
        fields.put("package", asked);
        return events.sample("RequestSubmitted.v1", fields);
    }

    /** A request of somebody who need not be in the directory. */
    public EventEnvelope submits(UUID requestId, PersonRef requester, String beneficiary) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("requestId", requestId.toString());
        fields.put("requester", json(requester));
        fields.put("beneficiary", json(person(beneficiary)));
        return events.sample("RequestSubmitted.v1", fields);
    }

    /** Something about it that this version knows nothing of. */
    public EventEnvelope somethingNewAbout(UUID requestId) {
        return events.unknown("RequestSubmitted.v1", requestId.toString());
    }

    /** Its withdrawal. */
    public EventEnvelope withdraws(UUID requestId, String requester) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("requestId", requestId.toString());
        fields.put("requester", json(person(requester)));
        fields.put("beneficiary", json(person(requester)));
        var sample = events.sample("RequestWithdrawn.v1", fields);
        return new EventEnvelope(
                sample.id(),
                sample.type(),
                sample.version(),
                sample.source(),
                sample.aggregateType(),
                sample.aggregateId(),
                sample.sequence(),
                sample.time(),
                email(requester),
                sample.causationId(),
                sample.traceparent(),
                sample.topic(),
                sample.key(),
                sample.body());
    }

    private static Map<String, Object> json(PersonRef person) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put("id", person.id() == null ? null : person.id().toString());
        fields.put("email", person.email());
        fields.put("name", person.name());
        return fields;
    }

    /** Decides over the API. */
    public static Response decides(String email, UUID requestId, String decision, String reason) {
        var body = new LinkedHashMap<String, Object>();
        body.put("decision", decision);
        if (reason != null) {
            body.put("reason", reason);
        }
        return Tokens.as(email).contentType(JSON).body(body).post("/api/cases/" + requestId + "/decision");
    }
}
