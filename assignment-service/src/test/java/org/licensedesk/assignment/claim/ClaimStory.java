package org.licensedesk.assignment.claim;

import io.restassured.response.ValidatableResponse;
import jakarta.inject.Singleton;
import java.util.Map;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Tokens;

/** Tells tests of claims: people of the directory, policies, and who claims what. */
@Singleton
class ClaimStory {

    static final String LENA = "lena.fischer@example.org";
    static final String PORTAL = "portal@apps.example";

    private final Database database;

    ClaimStory(Database database) {
        this.database = database;
    }

    /** Somebody of the directory, in a department or, for null, in none. */
    Holder personOf(String department) {
        return add(LedgerStory.somebody(), department, true);
    }

    Holder person() {
        return personOf("Engineering");
    }

    Holder personWhoLeft() {
        return add(LedgerStory.somebody(), "Engineering", false);
    }

    private Holder add(Holder holder, String department, boolean active) {
        database.doInTransaction(tx -> tx.createUpdate("""
                        insert into person (id, email, name, department, active, as_of)
                        values (:id, :email, :name, :department, :active, now())
                        """)
                .bind("id", holder.id())
                .bind("email", holder.email())
                .bind("name", holder.name())
                .bind("department", department)
                .bind("active", active)
                .execute());
        return holder;
    }

    /** A group of these people, as the directory tells of it. */
    String groupOf(Holder... members) {
        String id = "group-" + Ids.next();
        database.doInTransaction(tx -> {
            tx.createUpdate("insert into directory_group (id, name) values (:id, :name)")
                    .bind("id", id)
                    .bind("name", "Members of " + id)
                    .execute();
            for (Holder member : members) {
                tx.createUpdate("""
                                insert into group_member (group_id, person_id, person_email, person_name)
                                values (:id, :person, :email, :name)
                                """)
                        .bind("id", id)
                        .bind("person", member.id())
                        .bind("email", member.email())
                        .bind("name", member.name())
                        .execute();
            }
        });
        return id;
    }

    /** The group is no more. */
    void deleteGroup(String id) {
        database.doInTransaction(tx -> tx.createUpdate("update directory_group set deleted = true where id = :id")
                .bind("id", id)
                .execute());
    }

    /** Lets a product be claimed, by everybody and without an end unless {@code further} says otherwise. */
    static void allow(String sku, String further) {
        set(sku, "{\"enabled\": true" + (further.isEmpty() ? "" : ", " + further) + "}")
                .statusCode(200);
    }

    static ValidatableResponse set(String sku, String policy) {
        return Tokens.as(LENA, "license-admin")
                .contentType("application/json")
                .body(policy)
                .put("/api/claim-policies/{sku}", sku)
                .then();
    }

    static ValidatableResponse claim(Holder person, String sku) {
        return Tokens.as(person.email())
                .contentType("application/json")
                .body(Map.of("sku", sku))
                .post("/api/claims")
                .then();
    }

    /** An application asks for somebody. */
    static ValidatableResponse claimFor(Holder person, String sku) {
        return Tokens.as(PORTAL, "claim-agent")
                .contentType("application/json")
                .body(Map.of("sku", sku, "person", person.email()))
                .post("/api/claims")
                .then();
    }

    /** What the counters say a product has given on all days. */
    int counted(String sku) {
        return database.read(
                handle -> handle.createQuery("select coalesce(sum(claimed), 0) from claim_count where sku = :sku")
                        .bind("sku", sku)
                        .mapTo(Integer.class)
                        .one());
    }

    /** The reason for which a person was refused, as it was told to the world. */
    String claimIdRefused(String sku, Holder person) {
        return database.read(handle -> handle.createQuery(
                        "select id::text from claim where sku = :sku and person_id = :person and cause_code is not null")
                .bind("sku", sku)
                .bind("person", person.id())
                .mapTo(String.class)
                .one());
    }
}
