package org.licensedesk.approval.people.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.Company;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;

@QuarkusTest
class ImportingTest {

    private static final String HEADER = "email,display_name,title,department,manager_email\n";

    @Inject
    Database database;

    private final String domain = "@i" + UUID.randomUUID().toString().substring(0, 13) + ".example";

    @Test
    void peopleAreAddedAndPublished() {
        importing(rows("kevin,Kevin Brown,Engineer,Engineering,grace", "grace,Grace Duval,,,"), "")
                .then()
                .statusCode(200)
                .body("added", equalTo(2))
                .body("changed", equalTo(0))
                .body("deactivated", equalTo(0))
                .body("rejected", empty());

        var kevin = id("kevin");
        var changed = Sent.the("PersonChanged.v1", "person", kevin);
        var state = Sent.the("Person.v1", "personState", kevin);
        Contracts.assertKept(changed);
        Contracts.assertKept(state);
        assertThat(changed.actor()).isEqualTo(Company.ADMINISTRATOR);
        assertThat(Envelopes.body(changed).get("changed").toString()).isEqualTo("[\"added\"]");
        assertThat(Envelopes.body(state).at("/manager/name").asText()).isEqualTo("Grace Duval");
        assertThat(Envelopes.body(state).get("active").asBoolean()).isTrue();
    }

    @Test
    void theSameFileAgainChangesAndPublishesNothing() {
        var file = rows("kevin,Kevin Brown,Engineer,Engineering,grace", "grace,Grace Duval,,,");
        importing(file, "");

        importing(file, "").then().statusCode(200).body("added", equalTo(0)).body("changed", equalTo(0));

        assertThat(Sent.typesOf("person", id("kevin"))).hasSize(1);
    }

    @Test
    void whoeverLeftIsDeactivatedAndMayComeBack() {
        importing(rows("kevin,Kevin Brown,,,", "grace,Grace Duval,,,"), "");
        var kevin = id("kevin");

        importing(rows("grace,Grace Duval,,,"), "?mode=replace")
                .then()
                .statusCode(200)
                .body("deactivated", greaterThan(0));

        var left = Sent.the("PersonDeactivated.v1", "person", kevin);
        Contracts.assertKept(left);
        assertThat(Envelopes.body(left).get("cause").asText()).isEqualTo("No longer in the imported directory");
        var states = Sent.of("personState", kevin);
        assertThat(Envelopes.body(states.get(states.size() - 1)).get("active").asBoolean())
                .isFalse();
        found("kevin").body("items", empty());
        importing(rows("kevin,Kevin Brown,,,"), "")
                .then()
                .body("added", equalTo(0))
                .body("changed", equalTo(1));
        assertThat(id("kevin")).isEqualTo(kevin);
    }

    @Test
    void aRenamedManagerIsRepeatedInTheStatesOfTheReports() {
        importing(rows("kevin,Kevin Brown,,,grace", "grace,Grace Duval,,,"), "");

        importing(rows("grace,Grace Moreno,,,"), "").then().body("changed", equalTo(1));

        var states = Sent.of("personState", id("kevin"));
        assertThat(states).hasSize(2);
        assertThat(Envelopes.body(states.get(1)).at("/manager/name").asText()).isEqualTo("Grace Moreno");
        assertThat(Sent.typesOf("person", id("kevin"))).hasSize(1);
    }

    @Test
    void rejectedRowsAreNamedAndTheRestIsTaken() {
        importing(rows("ada,Ada,,,", "nobody at all,Nobody,,,", "kevin,Kevin,,,missing"), "")
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("rejected.line", contains(3, 4))
                .body("rejected[1].cause", containsString("neither in this file nor in the directory"));

        found("ada").body("items", hasSize(1));
        found("kevin").body("items", empty());
    }

    @Test
    void strictMeansAllOrNothing() {
        for (var flag : List.of("?strict", "?strict=true", "?strict&mode=replace")) {
            importing(rows("ada,Ada,,,", "kevin,Kevin,,,missing"), flag)
                    .then()
                    .statusCode(400)
                    .contentType(containsString("application/problem+json"))
                    .body("added", equalTo(0))
                    .body("deactivated", equalTo(0))
                    .body("rejected.line", contains(3))
                    .body("detail", containsString("nothing was changed"));
        }
        found("ada").body("items", empty());
        importing(rows("ada,Ada,,,"), "?strict").then().statusCode(200).body("added", equalTo(1));
    }

    @Test
    void aCircleIsRefusedWithItsNames() {
        importing(rows("ada,Ada,,,ben", "ben,Ben,,,cleo", "cleo,Cleo,,,ada", "dora,Dora,,,"), "")
                .then()
                .statusCode(200)
                .body("added", equalTo(1))
                .body("rejected", hasSize(3))
                .body("rejected.cause", everyItem(containsString("Ada → Ben → Cleo → Ada")));
    }

    @Test
    void junkIsRefusedAndNothingHappens() {
        var junk = new byte[100_000];
        new Random(7).nextBytes(junk);
        for (var file : List.of(
                junk,
                new byte[0],
                "just a line".getBytes(),
                "%PDF-1.7 \u0000\u0001".getBytes(),
                (HEADER + "\"never closed").getBytes())) {
            sending(file, "")
                    .then()
                    .statusCode(400)
                    .contentType(containsString("application/problem+json"))
                    .body("violations.field", contains("file"));
        }
        sending((HEADER + "ada@x.example,Ada,,,\n").getBytes(), "?mode=sideways")
                .then()
                .statusCode(400)
                .body("violations.field", contains("mode"));
    }

    @Test
    void replacingEverybodyByNobodyIsRefused() {
        importing(HEADER, "?mode=replace").then().statusCode(400);
        importing(HEADER + "no email,Nobody,,,\n", "?mode=replace").then().statusCode(400);
    }

    @Test
    void moreThanTheLimitIsRefusedWithItsSize() {
        sending(("email,display_name\n" + "x".repeat(9 * 1024 * 1024)).getBytes(), "")
                .then()
                .statusCode(413);
    }

    @Test
    void namesComeThroughInWindowsEncodingToo() {
        sending(
                        (HEADER + "jose" + domain + ",José Müller\u00A0Sánchez,,,\n")
                                .getBytes(Charset.forName("windows-1252")),
                        "")
                .then()
                .statusCode(200)
                .body("added", equalTo(1));

        found("jose").body("items.name", contains("José Müller Sánchez"));
    }

    @Test
    void textIsDataHoweverItLooks() {
        importing(rows("eve,<script>alert(1)</script>,=cmd|'/c calc'!A1,'; drop table person; --,"), "")
                .then()
                .statusCode(200)
                .body("added", equalTo(1));

        found("eve").body("items.name", contains("<script>alert(1)</script>"));
        var page = Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get("/people/" + id("eve"))
                .then()
                .statusCode(200)
                .extract()
                .asString();
        assertThat(page).doesNotContain("<script>alert(1)").contains("&lt;script&gt;alert(1)");
    }

    @Test
    void thousandsComeInOneTransactionWithOneSequenceEach() {
        var size = 10_000;
        var file = new StringBuilder(HEADER);
        for (var i = 0; i < size; i++) {
            file.append("p")
                    .append(i)
                    .append(domain)
                    .append(",Person ")
                    .append(i)
                    .append(",Title,Department,");
            if (i > 0) {
                file.append("p").append((i - 1) / 10).append(domain);
            }
            file.append('\n');
        }

        importing(file.toString(), "")
                .then()
                .statusCode(200)
                .body("added", equalTo(size))
                .body("rejected", empty());

        assertThat(Sent.typesOf("person", id("p9999"))).containsExactly("PersonChanged.v1");
        assertThat(Sent.typesOf("personState", id("p9999"))).containsExactly("Person.v1");
        assertThat(people(domain)).isEqualTo(size);
    }

    @Test
    void theRealDirectoryIsTakenAsItComes() throws IOException {
        var file = Path.of("")
                .toAbsolutePath()
                .resolve("../../shared/data/people.csv")
                .normalize();
        assumeThat(Files.isRegularFile(file)).as("%s is there", file).isTrue();
        var people = Files.readAllLines(file, StandardCharsets.UTF_8).size() - 1;

        var first = sending(Files.readAllBytes(file), "");

        first.then().statusCode(200).body("rejected", empty());
        assertThat(first.<Integer>path("added") + first.<Integer>path("changed"))
                .isLessThanOrEqualTo(people);
        sending(Files.readAllBytes(file), "")
                .then()
                .body("added", equalTo(0))
                .body("changed", equalTo(0))
                .body("rejected", empty());
        Tokens.as("somebody@elsewhere.example", "auditor")
                .queryParam("q", "sánchez chief")
                .get("/api/people")
                .then()
                .body("items.email", hasItem("ken0@adventure-works.com"))
                .body("items[0].manager", nullValue());
    }

    @Test
    void anImportWithRejectedRowsAsksForAttentionUntilSomebodyHasSeenToIt() {
        importing(rows("ada,Ada,,,", "kevin,Kevin,,,missing"), "");
        var importId = database.read(
                handle -> handle.createQuery("select import_id from people_import_rejection where email = :email")
                        .bind("email", "kevin" + domain)
                        .mapTo(UUID.class)
                        .one());
        assertThat(see("/fragments/attention")).contains("/approvals/people/imports/" + importId);
        assertThat(see("/people/imports/" + importId))
                .contains("kevin" + domain)
                .contains("neither in this file");

        Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .post("/people/imports/" + importId + "/acknowledgement")
                .then()
                .statusCode(303);

        assertThat(see("/fragments/attention")).doesNotContain("/approvals/people/imports/" + importId);
        assertThat(see("/people/imports/" + importId)).contains(Company.ADMINISTRATOR + " has seen to it");
    }

    @Test
    void theFormTakesAFileAndShowsItsReport() {
        var answer = Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .contentType("multipart/form-data")
                .multiPart(
                        "file",
                        "people.csv",
                        rows("ada,Ada,,,", "kevin,Kevin,,,missing").getBytes(),
                        "text/csv")
                .multiPart("mode", "merge")
                .post("/people/import");

        answer.then().statusCode(303).header("Location", containsString("/approvals/people/imports/"));
        var report = answer.header("Location");
        assertThat(see(report.substring(report.indexOf("/people/"))))
                .contains("neither in this file")
                .contains("Rows that could not be taken");
    }

    @Test
    void theFormSaysWhatIsWrongAndKeepsTheChoice() {
        Tokens.postingFormAs(Company.ADMINISTRATOR, "license-admin")
                .contentType("multipart/form-data")
                .multiPart("file", "people.csv", rows("kevin,Kevin,,,missing").getBytes(), "text/csv")
                .multiPart("mode", "replace")
                .multiPart("strict", "on")
                .post("/people/import")
                .then()
                .statusCode(400)
                .body(containsString("nothing was changed"))
                .body(containsString("neither in this file"))
                .body(containsString("value=\"replace\" checked"));
    }

    private String see(String path) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .get(path)
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    /** Rows with the domain put behind the names in the first and last column. */
    private String rows(String... rows) {
        var file = new StringBuilder(HEADER);
        for (var row : rows) {
            var first = row.indexOf(',');
            var last = row.lastIndexOf(',');
            var email = row.substring(0, first);
            file.append(email.contains(" ") ? email : email + domain).append(row, first, last + 1);
            file.append(last + 1 < row.length() ? row.substring(last + 1) + domain : "")
                    .append('\n');
        }
        return file.toString();
    }

    private static Response importing(String file, String query) {
        return Company.importing(file, query);
    }

    private static Response sending(byte[] file, String query) {
        return Tokens.as(Company.ADMINISTRATOR, "license-admin")
                .contentType("text/csv")
                .body(file)
                .put("/api/people" + query);
    }

    private io.restassured.response.ValidatableResponse found(String name) {
        return Tokens.as("somebody@elsewhere.example", "auditor")
                .queryParam("q", name + domain)
                .get("/api/people")
                .then()
                .statusCode(200);
    }

    private UUID id(String name) {
        return UUID.fromString(found(name).extract().path("items[0].id"));
    }

    private int people(String domain) {
        return database.read(handle -> handle.createQuery("select count(*) from person where email like :domain")
                .bind("domain", "%" + domain)
                .mapTo(Integer.class)
                .one());
    }
}
