package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class SeatApiTest {

    @Inject
    LedgerStory story;

    @Test
    void aSeatIsShownWithItsHolderAndItsReasons() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant grant = story.aGrant(sku, ada, story.now(), LocalDate.parse("2099-06-30"));
        story.grant(grant);

        as(ada).get("/api/seats?sku={sku}", sku)
                .then()
                .statusCode(200)
                .body("items", hasSize(1))
                .body("items[0].id", equalTo(story.seatOf(sku, ada).toString()))
                .body("items[0].sku", equalTo(sku))
                .body("items[0].holder.email", equalTo(ada.email()))
                .body("items[0].holder.name", equalTo(ada.name()))
                .body("items[0].since", containsString("Z"))
                .body("items[0].reasons.type", contains("REQUEST"))
                .body("items[0].reasons.source", contains(grant.reasonId().toString()))
                .body("items[0].reasons.endsOn", contains("2099-06-30"))
                .body("next", nullValue());
    }

    @Test
    void everybodySeesTheirOwnAndOnlyRolesSeeAll() {
        String sku = story.aProduct(2);
        Holder ada = LedgerStory.somebody();
        Holder ben = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada), story.aGrant(sku, ben));

        as(ben).get("/api/seats?sku={sku}", sku).then().body("items.holder.email", contains(ben.email()));
        as(ben).get("/api/seats?sku={sku}&holder={ada}", sku, ada.email())
                .then()
                .body("items", empty());
        asAdministrator().get("/api/seats?sku={sku}", sku).then().body("items", hasSize(2));
        Tokens.as("amara.okafor@example.org", "auditor")
                .get("/api/seats?sku={sku}&holder={ada}", sku, ada.email().toUpperCase())
                .then()
                .body("items.holder.email", contains(ada.email()));
    }

    @Test
    void aLongListComesInPagesThatNeitherRepeatNorForget() {
        String sku = story.aProduct(7);
        story.grant(IntStream.range(0, 7)
                .mapToObj(i -> story.aGrant(sku, LedgerStory.somebody()))
                .toList());

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            var page = asAdministrator()
                    .get("/api/seats?sku={sku}&limit=3&cursor={cursor}", sku, cursor)
                    .then()
                    .statusCode(200)
                    .extract()
                    .jsonPath();
            seen.addAll(page.getList("items.id", String.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void rubbishInTheAddressIsRefused() {
        asAdministrator().get("/api/seats?limit=0").then().statusCode(400);
        asAdministrator().get("/api/seats?cursor=rubbish").then().statusCode(400);
    }

    @Test
    void theHolderReturnsASeat() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant grant = story.aGrant(sku, ada);
        story.grant(grant);
        UUID seat = story.seatOf(sku, ada);

        as(ada).delete("/api/seats/{id}", seat).then().statusCode(204);
        as(ada).delete("/api/seats/{id}", seat).then().statusCode(404);

        var released = Sent.the("SeatReleased.v1", "reason", grant.reasonId());
        assertThat(released.actor()).isEqualTo(ada.email());
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("RETURNED");
    }

    @Test
    void anAdministratorRemovesASeat() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant grant = story.aGrant(sku, ada);
        story.grant(grant);

        asAdministrator()
                .delete("/api/seats/{id}", story.seatOf(sku, ada))
                .then()
                .statusCode(204);

        var released = Sent.the("SeatReleased.v1", "reason", grant.reasonId());
        assertThat(released.actor()).isEqualTo("lena.fischer@example.org");
        assertThat(Envelopes.body(released).at("/cause/code").asText()).isEqualTo("REMOVED");
        assertThat(Envelopes.body(released).at("/cause/sentence").asText()).isEqualTo("Removed by Lena Fischer");
    }

    @Test
    void toAnybodyElseThereIsNoSuchSeat() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada));
        UUID seat = story.seatOf(sku, ada);

        String hidden = as(LedgerStory.somebody())
                .delete("/api/seats/{id}", seat)
                .then()
                .statusCode(404)
                .extract()
                .jsonPath()
                .getString("detail");
        String unknown = as(LedgerStory.somebody())
                .delete("/api/seats/{id}", UUID.randomUUID())
                .then()
                .statusCode(404)
                .extract()
                .jsonPath()
                .getString("detail");

        assertThat(hidden).isEqualTo(unknown);
        assertThat(story.seatOf(sku, ada)).isEqualTo(seat);
    }

    @Test
    void aReasonThatRemainsIsNamedAndNothingIsChanged() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        Grant requested = story.aGrant(sku, ada);
        Grant group = story.aGrant(sku, ada, ReasonType.GROUP, story.now(), null);
        story.grant(requested, group);
        UUID seat = story.seatOf(sku, ada);

        for (RequestSpecification who : List.of(as(ada), asAdministrator())) {
            who.delete("/api/seats/{id}", seat)
                    .then()
                    .statusCode(409)
                    .contentType("application/problem+json")
                    .body("detail", containsString("through a group"))
                    .body("reason.type", equalTo("GROUP"))
                    .body("reason.source", equalTo(group.source()));
        }

        assertThat(story.pool(sku).used()).isEqualTo(1);
        assertThat(LedgerStory.saidOf(requested)).containsExactly("SeatAssigned.v1");
    }

    @Test
    void theHolderCannotReturnWhatOnlyAnAdministratorCanRemove() {
        String sku = story.aProduct(1);
        Holder ada = LedgerStory.somebody();
        story.grant(story.aGrant(sku, ada, ReasonType.MANUAL, story.now(), null));
        UUID seat = story.seatOf(sku, ada);

        as(ada).delete("/api/seats/{id}", seat).then().statusCode(409);
        asAdministrator().delete("/api/seats/{id}", seat).then().statusCode(204);
    }

    @Test
    void anIdThatIsNoneIsNotFoundAndNoAccident() {
        asAdministrator().delete("/api/seats/not-an-id").then().statusCode(not(equalTo(500)));
    }

    private static RequestSpecification as(Holder holder) {
        return Tokens.as(holder.email());
    }

    private static RequestSpecification asAdministrator() {
        return Tokens.as("lena.fischer@example.org", "license-admin");
    }
}
