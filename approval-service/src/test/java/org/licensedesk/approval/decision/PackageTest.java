package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.licensedesk.approval.Company.decides;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.licensedesk.approval.Company;
import org.licensedesk.approval.intake.EventsConsumer;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Delivery;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

/** Several products asked for as one: one case, one decision, and the facts of each part. */
@QuarkusTest
class PackageTest {

    @Inject
    EventsConsumer consumer;

    private final Envelopes assignment = new Envelopes();
    private final UUID requestId = Envelopes.anId();
    private final String visio = "VISIO_" + requestId;
    private final String project = "PROJECT_" + requestId;
    private Company company;

    @BeforeEach
    void aCompanyAndTwoProducts() {
        company = Company.ofFour();
        consumer.receive(Envelopes.batch(product(visio, "Visio", 14, 4, 1), product(project, "Project", 28.1, 2, 2)));
    }

    private EventEnvelope product(String sku, String name, Number monthlyPrice, int purchased, int used) {
        var product = new LinkedHashMap<String, Object>();
        product.putAll(Map.of("sku", sku, "name", name, "requires", List.of()));
        product.putAll(Map.of("monthlyPrice", monthlyPrice, "purchased", purchased, "used", used));
        return assignment.sample("Product.v1", product);
    }

    @ParameterizedTest
    @EnumSource
    void theApprovalPassesThePackageOn(Delivery delivery) {
        delivery.to(consumer::receive, company.submitsPackage(requestId, "kevin", starterKit()));

        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(200);

        assertThat(Sent.typesOf("case", requestId)).containsExactly("ApprovalRequested.v1", "RequestApproved.v1");
        var approved = Sent.the("RequestApproved.v1", "case", requestId);
        Contracts.assertKept(approved);
        assertThat(Envelopes.body(approved).get("package"))
                .isEqualTo(Envelopes.body(submitted()).get("package"));
    }

    @ParameterizedTest
    @EnumSource
    void soDoesTheWithdrawalOfTheApproval(Delivery delivery) {
        delivery.to(
                consumer::receive,
                company.submitsPackage(requestId, "kevin", starterKit()),
                company.withdraws(requestId, "kevin"));

        var withdrawn = Sent.the("ApprovalWithdrawn.v1", "case", requestId);
        Contracts.assertKept(withdrawn);
        assertThat(Envelopes.body(withdrawn).at("/package/parts/1/sku").asText())
                .isEqualTo(project);
    }

    @Test
    void theDeskAndTheFormShowThePartsWithPriceAndFreeSeats() {
        consumer.receive(Envelopes.batch(company.submitsPackage(requestId, "kevin", starterKit())));

        assertThat(page("grace", "/"))
                .contains("Package: Visio, Project")
                .contains("€42.10")
                .contains("1 of 2 free");
        assertThat(page("grace", "/" + requestId))
                .contains("asks for Starter kit")
                .contains("€42.10 a month")
                .contains("€14.00")
                .contains("3 of 4 seats free, 0 waiting")
                .contains("0 of 2 seats free, 0 waiting")
                .contains("90 days from the approval on")
                .contains("With a yes, Kevin has 1 of 2 at once and goes on the waiting list for the rest.");
        assertThat(page("kevin", "/" + requestId)).contains(visio).doesNotContain("seats free");
    }

    @Test
    void aPartThatLacksWhatItNeedsIsNotThereAtOnce() {
        var base = "BASE_" + requestId;
        consumer.receive(Envelopes.batch(
                company.submitsPackage(requestId, "kevin", starterKit()),
                assignment.sample("Product.v1", Map.of("sku", base, "name", "Visio Base")),
                assignment.sample(
                        "Product.v1",
                        Map.of("sku", visio, "name", "Visio", "requires", List.of(base), "excludes", List.of()))));

        assertThat(page("grace", "/" + requestId))
                .contains("does not hold Visio Base, which Visio needs")
                .contains("With a yes, Kevin has 0 of 2 at once and goes on the waiting list for the rest.");
    }

    @Test
    void whatBecameOfEachPartIsTold() {
        consumer.receive(Envelopes.batch(company.submitsPackage(requestId, "kevin", starterKit())));
        decides(company.email("grace"), requestId, "APPROVE", null).then().statusCode(200);
        assertThat(page("grace", "/" + requestId)).contains("Approved. The seats are being given out.");

        consumer.receive(Envelopes.batch(part("SeatAssigned.v1", visio)));
        consumer.receive(Envelopes.batch(part("Waitlisted.v1", project)));
        assertThat(page("grace", "/" + requestId))
                .contains("Approved. Kevin has 1 of 2 seats. For 1 of 2, Kevin is on the waiting list.");

        consumer.receive(Envelopes.batch(part("SeatAssigned.v1", project)));
        assertThat(page("grace", "/" + requestId)).contains("Approved. Kevin has all 2 seats.");
    }

    @Test
    void theApiNamesTheParts() {
        var other = Envelopes.anId();
        consumer.receive(Envelopes.batch(
                company.submitsPackage(requestId, "kevin", starterKit()), company.submits(other, "kevin", "kevin")));

        Tokens.as(company.email("grace"))
                .get("/api/cases/" + requestId)
                .then()
                .statusCode(200)
                .body("sku", is("STARTER_" + requestId))
                .body("productName", is("Starter kit"))
                .body("kind", is("PACKAGE"))
                .body("parts.sku", contains(visio, project));
        Tokens.as(company.email("grace"))
                .get("/api/cases")
                .then()
                .statusCode(200)
                .body("items.kind", contains("PACKAGE", "PRODUCT"))
                .body("items[0].parts.productName", contains("Visio", "Project"))
                .body("items[1].parts", empty());
    }

    private org.licensedesk.chassis.messaging.EventEnvelope submitted() {
        return company.submitsPackage(requestId, "kevin", starterKit());
    }

    private Map<String, Object> starterKit() {
        return Map.of(
                "id",
                "STARTER_" + requestId,
                "name",
                "Starter kit",
                "validDays",
                90,
                "parts",
                List.of(
                        Map.of("sku", visio, "productName", "Visio"),
                        Map.of("sku", project, "productName", "Project")));
    }

    private org.licensedesk.chassis.messaging.EventEnvelope part(String event, String sku) {
        var fields = new LinkedHashMap<String, Object>();
        fields.put(
                "reasonId",
                UUID.nameUUIDFromBytes((requestId + "/" + sku).getBytes(StandardCharsets.UTF_8))
                        .toString());
        fields.put("reasonType", "PACKAGE");
        fields.put("source", requestId.toString());
        fields.put("sku", sku);
        fields.put("holder.email", company.email("kevin"));
        if (event.startsWith("SeatAssigned")) {
            fields.put("seatId", UUID.randomUUID().toString());
        }
        return assignment.sample(event, fields);
    }

    private String page(String who, String path) {
        return Tokens.as(company.email(who))
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }
}
