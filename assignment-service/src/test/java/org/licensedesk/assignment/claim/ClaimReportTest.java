package org.licensedesk.assignment.claim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.licensedesk.assignment.claim.ClaimStory.LENA;
import static org.licensedesk.assignment.claim.ClaimStory.allow;
import static org.licensedesk.assignment.claim.ClaimStory.claim;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ClaimReportTest {

    @Inject
    LedgerStory ledger;

    @Inject
    ClaimStory story;

    @Inject
    DatabaseClock clock;

    @BeforeEach
    void itIsNoon() {
        Instant noon = day().plusDays(1).atTime(12, 0).toInstant(ZoneOffset.UTC);
        clock.advance(Duration.between(clock.instant(), noon));
    }

    @AfterEach
    void itIsNow() {
        clock.reset();
    }

    @Test
    void claimsAreCountedByProductDepartmentAndDay() {
        String sku = ledger.aProduct(1);
        String backup = ledger.aProduct(1);
        allow(sku, "\"backups\": [\"" + backup + "\"]");
        claim(story.personOf("Sales"), sku).statusCode(200);
        claim(story.personOf("Sales"), sku).statusCode(200);
        claim(story.personOf("Sales"), sku).statusCode(409);
        claim(story.personOf(null), sku).statusCode(409);
        String first = day().toString();
        clock.advance(Duration.ofDays(1));
        claim(story.personOf("Sales"), sku).statusCode(409);

        JsonPath report = report("sku=" + sku);

        assertThat(report.getList("items.day")).containsExactly(day().toString(), first, first);
        assertThat(report.getList("items.department")).containsExactly("Sales", null, "Sales");
        assertThat(report.getList("items.assigned")).containsExactly(0, 0, 2);
        assertThat(report.getList("items.fromBackups")).containsExactly(0, 0, 1);
        assertThat(report.getList("items.refused")).containsExactly(1, 1, 1);
        assertThat(report.getList("items.productName")).containsOnly("Product " + sku);
    }

    @Test
    void theReportIsNarrowedDown() {
        String sku = ledger.aProduct(5);
        allow(sku, "");
        claim(story.personOf("Sales"), sku).statusCode(200);
        claim(story.personOf("Finance"), sku).statusCode(200);
        String today = day().toString();
        String tomorrow = day().plusDays(1).toString();

        assertThat(report("sku=" + sku + "&department=Finance").getList("items"))
                .hasSize(1);
        assertThat(report("sku=" + sku + "&from=" + today + "&to=" + today).getList("items"))
                .hasSize(2);
        assertThat(report("sku=" + sku + "&from=" + tomorrow).getList("items")).isEmpty();
        assertThat(report("sku=" + sku + "&to=" + day().minusDays(1)).getList("items"))
                .isEmpty();
    }

    @Test
    void aLongReportComesInPagesThatNeitherRepeatNorForget() {
        String sku = ledger.aProduct(9);
        allow(sku, "");
        for (String department : List.of("A", "B", "C")) {
            claim(story.personOf(department), sku).statusCode(200);
        }
        clock.advance(Duration.ofDays(1));
        claim(story.personOf("B"), sku).statusCode(200);

        List<String> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonPath page = report("sku=" + sku + "&limit=2&cursor=" + cursor);
            seen.addAll(page.getList("items.department", String.class));
            cursor = page.getString("next");
        } while (cursor != null);

        assertThat(seen).containsExactly("B", "A", "B", "C");
    }

    @Test
    void whatCannotBeAskedIsSaid() {
        for (String wrong :
                List.of("from=yesterday", "to=2026-13-01", "from=2026-02-02&to=2026-02-01", "from=2020-01-01")) {
            Tokens.as(LENA, "license-admin")
                    .get("/api/claims/report?" + wrong)
                    .then()
                    .statusCode(400)
                    .body("violations", hasSize(1));
            Tokens.as(LENA, "license-admin").get("/claims?" + wrong).then().statusCode(400);
        }
        Tokens.as(LENA, "license-admin")
                .get("/api/claims/report?cursor=rubbish")
                .then()
                .statusCode(400);
    }

    @Test
    void theReportIsSavedAsATableThatRunsNoFormula() {
        String sku = ledger.aProduct(1);
        allow(sku, "");
        claim(story.personOf("=cmd()"), sku).statusCode(200);
        String line = day() + "," + sku + ",Product " + sku + ",'=cmd(),1,0,0\r\n";

        for (String path : List.of("/api/claims/report", "/claims/report.csv")) {
            Tokens.as(LENA, "license-admin")
                    .accept("text/csv")
                    .get(path + "?sku=" + sku)
                    .then()
                    .statusCode(200)
                    .contentType("text/csv")
                    .header("Content-Disposition", containsString("claims-"))
                    .body(containsString("day,sku,product,department,assigned,from_backups,refused\r\n" + line));
        }
    }

    @Test
    void thePageDrawsTheReportAndSaysItInWords() {
        String sku = ledger.aProduct(1);
        allow(sku, "\"perDepartmentPerDay\": 3");
        claim(story.person(), sku).statusCode(200);
        claim(story.person(), sku).statusCode(409);

        String page = Tokens.as(LENA, "license-admin")
                .get("/claims?sku={sku}", sku)
                .then()
                .statusCode(200)
                .extract()
                .asString();

        assertThat(page)
                .contains("1 given and 1 refused")
                .contains("role=\"img\"")
                .contains("<rect")
                .contains("3 a day for one department")
                .contains("/assignments/claims/report.csv?from=");
        Tokens.as(LENA, "license-admin")
                .get("/claims?department=Nowhere")
                .then()
                .statusCode(200)
                .body(containsString("Nobody has claimed anything in this time"));
    }

    private JsonPath report(String query) {
        return Tokens.as(LENA, "license-admin")
                .get("/api/claims/report?" + query)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    private LocalDate day() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
