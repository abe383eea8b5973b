package org.licensedesk.request.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.people.Person;

@QuarkusTest
class HistoryTest {
    @Inject
    History history;

    @Inject
    Database database;

    @Inject
    World world;

    Envelopes events;
    Person kevin;
    Person grace;
    String request;
    String sku;
    EventEnvelope submitted;
    EventEnvelope routed;
    EventEnvelope approved;
    EventEnvelope assigned;

    @BeforeEach
    void aRequestThatWentAllTheWay() {
        events = new Envelopes(Instant.now().truncatedTo(ChronoUnit.MILLIS));
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        request = UUID.randomUUID().toString();
        sku = world.product("Gantt " + request, 5, 3).sku();
        submitted = event("RequestSubmitted.v1", kevin.email(), null, Map.of("requester", kevin.ref()));
        routed = event("ApprovalRequested.v1", "system", submitted, Map.of("approvers", List.of(grace.ref())));
        approved = event(
                "RequestApproved.v1",
                grace.email(),
                routed,
                Map.of("decidedBy", grace.ref(), "reason", "=1+1 is fine"));
        assigned = reason("SeatAssigned.v1", approved);
        append(submitted, routed, approved, assigned);
    }

    @Test
    void whatIsAboutSeveralProductsIsFoundByEachOfThem() {
        var other = world.product("Chart " + request, 5, 3).sku();
        var reported = events.sample(
                "UsageReported.v1",
                Map.of(
                        "reportId",
                        UUID.randomUUID().toString(),
                        "products",
                        List.of(
                                Map.of("sku", sku, "productName", "Gantt"),
                                Map.of("sku", other, "productName", "Chart"))));

        append(reported);

        for (var each : List.of(sku, other)) {
            api("sku=" + each + "&type=UsageReported").body("items", hasSize(1));
            page("q=" + each + "&type=UsageReported").body(containsString("e-" + reported.id()));
            page("q=" + kevin.email() + "&sku=" + each).body(not(containsString("e-" + reported.id())));
        }
        api("sku=" + sku + "&limit=200").body("items.type", hasItem("UsageReported"));
    }

    @Test
    void theApiTellsTheStoryOldestFirst() {
        api("request=" + request)
                .body(
                        "items.type",
                        contains("RequestSubmitted", "ApprovalRequested", "RequestApproved", "SeatAssigned"))
                .body("items.sequence", contains(1, 1, 2, 1))
                .body("items[2].actor", equalTo(grace.email()))
                .body("items[2].causationId", equalTo(routed.id().toString()))
                .body("items[2].person", equalTo(kevin.email()))
                .body("items[2].sku", equalTo(sku))
                .body("items[2].sentence", containsString("approved " + kevin.name() + "'s request"))
                .body("items[3].data.poolSequence", equalTo(7))
                .body("items[3].data.purchased", equalTo(5));
    }

    @Test
    void itIsNarrowedByEveryField() {
        api("sku=" + sku).body("items", hasSize(4));
        api("sku=" + sku + "&type=RequestApproved")
                .body("items.id", contains(approved.id().toString()));
        api("person=" + grace.email()).body("items.type", contains("ApprovalRequested", "RequestApproved"));
        api("person=" + kevin.email().toUpperCase()).body("items", hasSize(4));
        api("actor=" + grace.email()).body("items.type", contains("RequestApproved"));
        api("actor=system&sku=" + sku).body("items.type", contains("ApprovalRequested", "SeatAssigned"));
        api("sku=" + sku + "&from=" + approved.time()).body("items", hasSize(2));
        api("sku=" + sku + "&to=" + approved.time()).body("items", hasSize(2));
        api("person=" + kevin.email() + "&actor=" + grace.email() + "&sku=" + sku + "&request=" + request)
                .body("items.type", contains("RequestApproved"));
        api("person=nobody@example.org").body("items", hasSize(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "request=x",
                "from=yesterday",
                "to=2026-13-01",
                "from=-4000-01-01T00:00:00Z",
                "cursor=x",
                "limit=0"
            })
    void whatCannotBeUnderstoodIsRefused(String query) {
        Tokens.as("amara@example.org", "auditor")
                .get("/api/history?" + query)
                .then()
                .statusCode(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&person=kevin", "&type=RequestApproved"})
    void pagesFollowEachOtherThoughTimesAreTheSame(String narrowed) {
        var same = new ArrayList<EventEnvelope>();
        for (int i = 0; i < 7; i++) {
            same.add(
                    at(approved.time(), event("RequestApproved.v1", "system", null, Map.of("decidedBy", grace.ref()))));
        }
        append(same.toArray(EventEnvelope[]::new));
        var query = "sku=" + sku + narrowed.replace("kevin", kevin.email());

        var seen = new ArrayList<String>();
        String cursor = "";
        do {
            var page = Tokens.as("amara@example.org", "auditor")
                    .get("/api/history?limit=3&" + query + "&cursor=" + cursor)
                    .then()
                    .statusCode(200)
                    .extract();
            seen.addAll(page.path("items.id"));
            cursor = page.path("next");
        } while (cursor != null);

        assertThat(seen)
                .doesNotHaveDuplicates()
                .hasSize(narrowed.contains("type") ? 8 : 11)
                .containsAll(same.stream().map(event -> event.id().toString()).toList());
    }

    @Test
    void oneBoxFindsPersonProductAndRequest() {
        for (var q : List.of(request, kevin.email(), kevin.name(), "gantt " + request, sku)) {
            page("q=" + q).body(containsString("e-" + approved.id()));
        }
        page("q=" + approved.id())
                .body(allOf(containsString("e-" + approved.id()), not(containsString("e-" + assigned.id()))));
        page("q=" + kevin.name() + "&type=SeatAssigned")
                .body(allOf(containsString("e-" + assigned.id()), not(containsString("e-" + approved.id()))));
        page("q=thereisnobodyofthatname").body(containsString("Nothing in the history fits"));
    }

    @Test
    void thePageIsNewestFirstWithCausesAndEffects() {
        var body = page("request=" + request).extract().asString();

        assertThat(body.indexOf("e-" + assigned.id())).isLessThan(body.indexOf("e-" + submitted.id()));
        assertThat(body).contains("Because:", "Led to:", "=1+1 is fine");
        assertThat(body).doesNotContain("RequestApproved</span>");
    }

    @Test
    void aFilterThatCannotBeUnderstoodStandsBesideItsField() {
        Tokens.as("amara@example.org", "auditor")
                .get("/history?from=2026-99-99")
                .then()
                .statusCode(400)
                .body(containsString("is-invalid"));
    }

    @Test
    void theExportHoldsWhatIsShownAndNoFormula() {
        var formula = event(
                "RequestWithdrawn.v1",
                kevin.email(),
                null,
                Map.of(
                        "requester",
                        Map.of("id", kevin.id(), "email", kevin.email(), "name", "=cmd|x"),
                        "beneficiary",
                        Map.of("id", kevin.id(), "email", kevin.email(), "name", "=cmd|x")));
        append(formula);

        var csv = Tokens.as("amara@example.org", "auditor")
                .get("/history/export?sku=" + sku)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", containsString("attachment"))
                .extract()
                .asString();

        assertThat(csv.lines().filter(line -> line.contains(request))).hasSize(5);
        assertThat(csv.lines().noneMatch(line -> line.contains(",\"="))).isTrue();
    }

    @Test
    void theExportGoesOnBeyondWhatIsReadAtOnce() {
        var many = new ArrayList<EventEnvelope>();
        for (int i = 0; i < 2_500; i++) {
            many.add(event("RequestApproved.v1", "system", null, Map.of("decidedBy", grace.ref())));
        }
        append(many.toArray(EventEnvelope[]::new));

        var csv = Tokens.as("amara@example.org", "auditor")
                .get("/history/export?sku=" + sku)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(csv.lines()).hasSize(1 + 4 + 2_500);
    }

    @Test
    void theStoryOfOneRequestStandsOnOnePage() {
        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", request)
                .then()
                .statusCode(200)
                .body(allOf(
                        containsString("Complete"),
                        containsString("approved"),
                        containsString(assigned.id().toString())));
        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", UUID.randomUUID())
                .then()
                .statusCode(404);
    }

    @Test
    void aClaimIsFoundByItsIdAsARequestIs() {
        var claim = UUID.randomUUID().toString();
        var happened = new Envelopes();
        append(
                happened.sample(
                        "SeatAssigned.v1",
                        Map.of(
                                "reasonId",
                                UUID.randomUUID().toString(),
                                "reasonType",
                                "CLAIM",
                                "source",
                                claim,
                                "productName",
                                "Project Plan 1",
                                "holder",
                                kevin.ref())),
                happened.sample("ClaimServed.v1", Map.of("claimId", claim, "sku", sku, "person", kevin.ref())));

        api("request=" + claim)
                .body("items.type", contains("SeatAssigned", "ClaimServed"))
                .body("items[1].sku", equalTo(sku))
                .body(
                        "items[1].sentence",
                        startsWith(kevin.name() + " claimed Project Plan 3"),
                        "items[1].sentence",
                        endsWith("and was given Project Plan 1 instead"));
        Tokens.as("amara@example.org", "auditor")
                .get("/history?q={id}", claim)
                .then()
                .statusCode(200)
                .body(containsString("/requests/history/" + claim), containsString("The whole claim"));
        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", claim)
                .then()
                .statusCode(200)
                .body(containsString("The story of one claim"), containsString("No event is missing"));
    }

    @Test
    void aGapInTheStoryIsReported() {
        event("ApprovalRerouted.v1", "system", approved, Map.of());
        append(event("ApprovalWithdrawn.v1", "system", approved, Map.of()));

        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", request)
                .then()
                .body(allOf(
                        containsString("This story has a gap"),
                        containsString("Event 3 of the case (approval-service) is missing"),
                        not(containsString("Complete"))));
    }

    @Test
    void nobodyButAuditorsReadsIt() {
        for (var path : List.of("/api/history", "/history", "/history/export", "/history/" + request)) {
            Tokens.as(kevin.email()).get(path).then().statusCode(403);
            Tokens.as("lena@example.org", "license-admin").get(path).then().statusCode(403);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update history set sentence = 'nothing happened' where id = :id",
                "delete from history where id = :id",
                "update history_person set email = 'x' where entry = :id",
                "delete from history_person where entry = :id",
                "insert into history select * from history where id = :id",
                "alter table history add column x text",
                "drop table history",
                "truncate history"
            })
    void theApplicationCannotChangeWhatIsWritten(String attempt) {
        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    var update = tx.createUpdate(attempt);
                    if (attempt.contains(":id")) {
                        update.bind("id", approved.id());
                    }
                    update.execute();
                }))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageMatching("(?s).*(permission denied|must be owner|duplicate key).*");
    }

    @Test
    void whatIsKeptIsTheEventToTheLetter() {
        api("request=" + request + "&type=SeatAssigned")
                .body("items.id", hasItem(assigned.id().toString()));

        var kept = database.read(db -> db.createQuery("select body::text from history where id = :id")
                .bind("id", assigned.id())
                .mapTo(String.class)
                .one());
        assertThat(kept).isEqualTo(assigned.body());
        Contracts.assertKept("SeatAssigned.v1", kept);
    }

    private void append(EventEnvelope... happened) {
        database.doInTransaction(tx -> history.append(tx, List.of(happened)));
    }

    private EventEnvelope event(String type, String actor, EventEnvelope cause, Map<String, ?> fields) {
        var replaced = new HashMap<String, Object>(
                Map.of("requestId", request, "sku", sku, "requester", kevin.ref(), "beneficiary", kevin.ref()));
        replaced.putAll(fields);
        var body = events.sample(type, replaced);
        return new EventEnvelope(
                body.id(),
                body.type(),
                body.version(),
                body.source(),
                body.aggregateType(),
                body.aggregateId(),
                body.sequence(),
                body.time(),
                actor,
                cause == null ? null : cause.id(),
                null,
                body.topic(),
                body.key(),
                body.body());
    }

    private EventEnvelope reason(String type, EventEnvelope cause) {
        var body =
                events.sample(type, Map.of("reasonId", request, "source", request, "sku", sku, "holder", kevin.ref()));
        return new EventEnvelope(
                body.id(),
                body.type(),
                body.version(),
                body.source(),
                body.aggregateType(),
                body.aggregateId(),
                body.sequence(),
                body.time(),
                "system",
                cause.id(),
                null,
                body.topic(),
                body.key(),
                body.body());
    }

    private static EventEnvelope at(Instant time, EventEnvelope event) {
        return new EventEnvelope(
                event.id(),
                event.type(),
                event.version(),
                event.source(),
                event.aggregateType(),
                event.aggregateId(),
                event.sequence(),
                time,
                event.actor(),
                event.causationId(),
                null,
                event.topic(),
                event.key(),
                event.body());
    }

    private static ValidatableResponse api(String query) {
        return Tokens.as("amara@example.org", "auditor")
                .get("/api/history?" + query)
                .then()
                .statusCode(200);
    }

    private static ValidatableResponse page(String query) {
        return Tokens.as("amara@example.org", "auditor")
                .get("/history?" + query)
                .then()
                .statusCode(200);
    }
}
