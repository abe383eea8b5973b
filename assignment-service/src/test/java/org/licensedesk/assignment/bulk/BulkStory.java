package org.licensedesk.assignment.bulk;

import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Tokens;

/** Tells tests of bulk jobs: people whom the directory knows, files, and what becomes of them. */
@Singleton
class BulkStory {

    static final String LENA = "lena.fischer@example.org";

    private final Database database;

    BulkStory(Database database) {
        this.database = database;
    }

    /** Somebody the directory knows. */
    Holder employee() {
        return employee(null, null, null);
    }

    Holder employee(String department, String title, UUID manager) {
        UUID id = Ids.next();
        Holder holder =
                new Holder(id, id + "@example.org", "Somebody " + id.toString().substring(30));
        database.doInTransaction(tx -> tx.createUpdate("""
                        insert into person (id, email, name, title, department, manager_id, active, as_of)
                        values (:id, :email, :name, :title, :department, :manager::uuid, true, now())
                        """)
                .bind("id", id)
                .bind("email", holder.email())
                .bind("name", holder.name())
                .bind("title", title)
                .bind("department", department)
                .bind("manager", manager)
                .execute());
        return holder;
    }

    /** A group of the directory with these members. */
    String group(Holder... members) {
        String group = "group-" + Ids.next();
        database.doInTransaction(tx -> {
            tx.createUpdate("insert into directory_group (id, name) values (:id, 'A group')")
                    .bind("id", group)
                    .execute();
            for (Holder member : members) {
                tx.createUpdate("""
                                insert into group_member (group_id, person_id, person_email, person_name)
                                values (:group, :id, :email, :name)
                                """)
                        .bind("group", group)
                        .bind("id", member.id())
                        .bind("email", member.email())
                        .bind("name", member.name())
                        .execute();
            }
        });
        return group;
    }

    void leaves(Holder holder) {
        database.doInTransaction(tx -> tx.createUpdate("update person set active = false where id = :id")
                .bind("id", holder.id())
                .execute());
    }

    void moves(Holder holder, String department) {
        database.doInTransaction(tx -> tx.createUpdate("update person set department = :department where id = :id")
                .bind("id", holder.id())
                .bind("department", department)
                .execute());
    }

    static String row(Holder holder, String sku) {
        return holder.email() + "," + sku + "\n";
    }

    static Response plan(String... rows) {
        return csv("email,sku\n" + String.join("", rows));
    }

    static Response csv(String text) {
        return lena().contentType("text/csv; charset=UTF-8").body(text).post("/api/bulk-jobs");
    }

    static Response filter(String json) {
        return lena().contentType("application/json").body(json).post("/api/bulk-jobs");
    }

    static UUID idOf(Response planned) {
        return planned.then().statusCode(201).extract().jsonPath().getUUID("id");
    }

    /** Lets the job run to its end. */
    static JsonPath applied(UUID id) {
        posting().post("/api/bulk-jobs/{id}/apply", id).then().statusCode(202);
        return when(id, "DONE");
    }

    static JsonPath undone(UUID id) {
        posting().post("/api/bulk-jobs/{id}/undo", id).then().statusCode(202);
        return when(id, "UNDONE");
    }

    static JsonPath when(UUID id, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> job(id), job -> job.getString("state").equals(state));
    }

    static JsonPath job(UUID id) {
        return lena().get("/api/bulk-jobs/{id}", id)
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();
    }

    /** The results without their first line. */
    static List<String> results(UUID id) {
        return lena().get("/api/bulk-jobs/{id}/results", id)
                .then()
                .statusCode(200)
                .extract()
                .asString()
                .lines()
                .skip(1)
                .toList();
    }

    /** Without anything in the body. */
    static RequestSpecification posting() {
        return lena().contentType("application/json");
    }

    static RequestSpecification lena() {
        return Tokens.as(LENA, "license-admin");
    }
}
