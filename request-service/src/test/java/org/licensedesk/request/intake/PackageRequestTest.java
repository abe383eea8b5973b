package org.licensedesk.request.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.World;
import org.licensedesk.request.catalogue.LicensePackage;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.people.Person;
import org.licensedesk.request.tracking.HeldSeats;

/** Several products asked for as one: one request, and where it stands follows from its parts. */
@QuarkusTest
class PackageRequestTest {
    @Inject
    EventsConsumer consumer;

    @Inject
    World world;

    @Inject
    HeldSeats seats;

    Person grace;
    Person kevin;
    Product visio;
    Product project;
    LicensePackage kit;
    Envelopes events;

    @BeforeEach
    void aPackageOfTwo() {
        grace = world.someone("Grace");
        kevin = world.reportOf("Kevin", grace);
        visio = world.product("Visio", 5, 4);
        project = world.product("Project", 3, 3);
        kit = world.packageOf("Starter kit", visio, project);
        events = new Envelopes(Instant.now().plusSeconds(1).truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void theCatalogueShowsItBesideProducts() {
        Tokens.as(kevin.email())
                .get("/api/products?q={q}", kit.id())
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].kind", equalTo("PACKAGE"))
                .body("items[0].sku", equalTo(kit.id()))
                .body("items[0].monthlyPrice", equalTo(56.20f))
                .body("items[0].free", equalTo(0))
                .body("items[0].validDays", equalTo(90))
                .body("items[0].parts.sku", contains(visio.sku(), project.sku()));
        Tokens.as(kevin.email())
                .get("/api/products?q={q}", visio.sku())
                .then()
                .body("items.kind", contains("PRODUCT", "PACKAGE"));

        world.deleted(kit);

        Tokens.as(kevin.email()).get("/api/products?q={q}", kit.id()).then().body("items", hasSize(0));
        asks(kit.id()).statusCode(409).body("code", equalTo("NOT_REQUESTABLE"));
    }

    @Test
    void askingForItIsOneRequestThatNamesItsParts() {
        var request = requested();

        var submitted = Sent.the("RequestSubmitted.v1", "request", request);
        Contracts.assertKept(submitted);
        assertThat(Envelopes.body(submitted).at("/package/id").asText()).isEqualTo(kit.id());
        assertThat(Envelopes.body(submitted).at("/package/validDays").asInt()).isEqualTo(90);
        assertThat(Envelopes.body(submitted).at("/package/parts/1/productName").asText())
                .isEqualTo("Project");
        var shown = shown(request);
        assertThat(shown.getString("kind")).isEqualTo("PACKAGE");
        assertThat(shown.getString("sku")).isEqualTo(kit.id());
        assertThat(shown.getList("parts.productName")).containsExactly("Visio", "Project");
        assertThat(shown.getList("parts.status")).containsExactly("SUBMITTED", "SUBMITTED");
        asks(kit.id())
                .statusCode(409)
                .body("code", equalTo("ALREADY_REQUESTED"))
                .body("request", equalTo(request));
    }

    @Test
    void holdingSomeOfItIsFineAndHoldingAllOfItIsNot() {
        world.seatOf(kevin, visio);
        assertThat(page("/new?q=" + kit.id())).contains("(1 of them you have)").contains("Choose Starter kit");
        var request = requested();
        world.withdraw(kevin, request);

        world.seatOf(kevin, project);

        asks(kit.id())
                .statusCode(409)
                .body("code", equalTo("ALREADY_HELD"))
                .body("detail", equalTo("You already hold every part of Starter kit."));
        assertThat(page("/new?q=" + kit.id())).contains("You have it").doesNotContain("Choose Starter kit");
    }

    @Test
    void itsPageShowsThePartsBeforeAnybodyHasDecided() {
        var request = requested();

        assertThat(page("/" + request)).contains("Parts of the package").contains("waits for the approval");
    }

    @ParameterizedTest
    @EnumSource
    void itIsPartiallyAssignedWhileSomePartsWait(Delivery delivery) {
        var request = requested();
        delivery.to(
                consumer::receive,
                part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())),
                part(request, project, "Waitlisted.v1", Map.of()));

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(shown.getString("position")).isNull();
        assertThat(shown.getList("parts.status")).containsExactly("ASSIGNED", "WAITLISTED");
        assertThat(shown.getList("parts.position")).containsExactly(null, 1);
        assertThat(page("/" + request))
                .contains("You have 1 of 2 seats, 1 is waited for")
                .contains("1st in the waiting list of 1");
        assertThat(seats.of(kevin.email())).extracting(HeldSeats.Seat::why).containsExactly("the package Starter kit");
        asks(kit.id()).statusCode(409).body("code", equalTo("ALREADY_REQUESTED"));

        delivery.to(consumer::receive, part(request, project, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())));

        assertThat(shown(request).getString("status")).isEqualTo("ASSIGNED");
        assertThat(shown(request).getList("parts.status")).containsExactly("ASSIGNED", "ASSIGNED");
        assertThat(page("/" + request)).contains("You have all 2 seats");
    }

    @ParameterizedTest
    @EnumSource
    void whatItsPartsGoThroughMayArriveInAnyOrder(Delivery delivery) {
        var request = requested();
        delivery.to(
                consumer::receive,
                approved(request),
                part(request, visio, "Waitlisted.v1", Map.of()),
                part(request, project, "Waitlisted.v1", Map.of()),
                part(request, project, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())),
                part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())),
                part(request, visio, "SeatReleased.v1", Map.of("cause.sentence", "Removed by Lena Fischer")));

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("ASSIGNED");
        assertThat(shown.getList("parts.status")).containsExactly("ENDED", "ASSIGNED");
        assertThat(shown.getString("parts[0].cause")).isEqualTo("Removed by Lena Fischer");
    }

    @ParameterizedTest
    @EnumSource
    void aPartThatAConflictKeepsBackWaitsAndSaysWhy(Delivery delivery) {
        var request = requested();
        delivery.to(
                consumer::receive,
                part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())),
                part(request, project, "Waitlisted.v1", Map.of()),
                part(request, project, "ReasonBlocked.v1", Map.of("cause.sentence", "It needs Office")));

        assertThat(shown(request).getString("status")).isEqualTo("PARTIALLY_ASSIGNED");
        assertThat(shown(request).getList("parts.position")).containsExactly(null, null);
        assertThat(page("/" + request)).contains("It needs Office");

        delivery.to(consumer::receive, part(request, project, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())));

        assertThat(shown(request).getString("status")).isEqualTo("ASSIGNED");
    }

    @ParameterizedTest
    @EnumSource
    void itEndsWithItsLastPartForAllTheirCauses(Delivery delivery) {
        var request = requested();
        delivery.to(
                consumer::receive,
                part(request, visio, "AssignmentRefused.v1", Map.of("cause.sentence", "Needs Office first")),
                part(request, project, "Waitlisted.v1", Map.of()),
                part(request, project, "WaitingPlaceEnded.v1", Map.of("cause.sentence", "It was wanted until May")));

        var shown = shown(request);
        assertThat(shown.getString("status")).isEqualTo("ENDED");
        assertThat(shown.getList("parts.status")).containsExactly("ENDED", "ENDED");
        assertThat(page("/" + request)).contains("Ended: It was wanted until May; Needs Office first");
        requested();
    }

    @ParameterizedTest
    @EnumSource
    void withdrawnWithSomeSeatsGivenItStaysWithdrawn(Delivery delivery) {
        var request = requested();
        var given = part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID()));
        var waits = part(request, project, "Waitlisted.v1", Map.of());
        consumer.receive(Envelopes.batch(given, waits));
        world.withdraw(kevin, request);

        delivery.to(
                consumer::receive,
                part(request, visio, "SeatReleased.v1", Map.of("cause.code", "WITHDRAWN")),
                part(request, project, "WaitingPlaceEnded.v1", Map.of("cause.code", "WITHDRAWN")));

        assertThat(shown(request).getString("status")).isEqualTo("WITHDRAWN");
        assertThat(shown(request).getList("parts.status")).containsExactly("ENDED", "ENDED");
    }

    @Test
    void itsStoryHasTheEventsOfAllParts() {
        var request = requested();
        world.untilHeard(request);
        consumer.receive(Envelopes.batch(
                approved(request),
                part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID())),
                part(request, project, "Waitlisted.v1", Map.of())));

        var shown = shown(request);
        assertThat(shown.getList("timeline.type"))
                .containsExactly("RequestSubmitted", "RequestApproved", "SeatAssigned", "Waitlisted");
        assertThat(shown.getString("timeline[3].sentence")).startsWith("No seat of Project could be given at once");
        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", request)
                .then()
                .statusCode(200)
                .body(containsString("No event is missing"))
                .body(containsString("asked for Starter kit (Visio, Project)"))
                .body(containsString("assignment-service, reason of " + project.sku() + ": 1"))
                .body(not(containsString("This story has a gap")));
        Tokens.as("amara@example.org", "auditor")
                .get("/api/history?request={id}", request)
                .then()
                .body("items.type", contains("RequestSubmitted", "RequestApproved", "SeatAssigned", "Waitlisted"));
    }

    @Test
    void whatIsMissingOfOnePartIsAGapOfTheStory() {
        var request = requested();
        world.untilHeard(request);
        var waits = part(request, visio, "Waitlisted.v1", Map.of());
        part(request, visio, "SeatAssigned.v1", Map.of("seatId", UUID.randomUUID()));
        var released = part(request, visio, "SeatReleased.v1", Map.of());

        consumer.receive(Envelopes.batch(part(request, project, "Waitlisted.v1", Map.of()), waits, released));

        Tokens.as("amara@example.org", "auditor")
                .get("/history/{id}", request)
                .then()
                .body(containsString("This story has a gap"))
                .body(containsString("Event 2 of the reason (assignment-service) is missing"));
    }

    @ParameterizedTest
    @EnumSource
    void packagesComeFromTheCatalogue(Delivery delivery) {
        var id = "KIT_" + UUID.randomUUID();
        delivery.to(
                consumer::receive,
                events.sample("Package.v1", Map.of("id", id, "name", "Old", "skus", List.of(visio.sku()))),
                events.sample(
                        "Package.v1",
                        Map.of("id", id, "name", "New", "skus", List.of(visio.sku(), project.sku()), "validDays", 7)));

        Tokens.as(kevin.email())
                .get("/api/products?q={q}", id)
                .then()
                .body("items.name", contains("New"))
                .body("items[0].validDays", equalTo(7))
                .body("items[0].parts", hasSize(2));
    }

    @Test
    void theFormShowsThePartsAndTheOutlook() {
        assertThat(page("/new?sku=" + kit.id()))
                .contains("Request Starter kit")
                .contains("What it consists of")
                .contains("€56.20 a month")
                .contains("90 days from the approval on")
                .contains("all 3 taken")
                .contains("Seats of 1 of 2 parts are free");
    }

    private String requested() {
        return asks(kit.id()).statusCode(201).extract().path("id");
    }

    private ValidatableResponse asks(String id) {
        return Tokens.as(kevin.email())
                .contentType(ContentType.JSON)
                .body(Map.of("sku", id, "justification", "I start on Monday in the charts team."))
                .post("/api/requests")
                .then();
    }

    private EventEnvelope approved(String request) {
        return events.sample(
                "RequestApproved.v1",
                Map.of(
                        "requestId",
                        request,
                        "sku",
                        kit.id(),
                        "productName",
                        kit.name(),
                        "requester",
                        kevin.ref(),
                        "beneficiary",
                        kevin.ref(),
                        "decidedBy",
                        grace.ref()));
    }

    private EventEnvelope part(String request, Product product, String type, Map<String, ?> fields) {
        var replaced = new HashMap<String, Object>(Map.of(
                "reasonId",
                UUID.nameUUIDFromBytes((request + "/" + product.sku()).getBytes(StandardCharsets.UTF_8)),
                "reasonType",
                "PACKAGE",
                "source",
                request,
                "sku",
                product.sku(),
                "productName",
                product.name(),
                "holder",
                kevin.ref()));
        replaced.putAll(fields);
        return events.sample(type, replaced);
    }

    private String page(String path) {
        return Tokens.as(kevin.email())
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    private static JsonPath shown(String id) {
        return Tokens.as("amara@example.org", "auditor")
                .get("/api/requests/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }
}
