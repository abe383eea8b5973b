package org.licensedesk.request;

import io.restassured.http.ContentType;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.testing.Tokens;
import org.licensedesk.request.catalogue.LicensePackage;
import org.licensedesk.request.catalogue.Product;
import org.licensedesk.request.catalogue.Products;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;
import org.licensedesk.request.tracking.HeldSeats;
import org.licensedesk.request.tracking.Move;
import org.licensedesk.request.tracking.PartMove;
import org.licensedesk.request.tracking.RequestStatus;
import org.licensedesk.request.tracking.TrackedRequests;

/** A small world for one test: its people and products have names that no other test knows. */
@ApplicationScoped
public class World {
    private final Database database;
    private final People people;
    private final Products products;
    private final HeldSeats seats;
    private final TrackedRequests requests;

    World(Database database, People people, Products products, HeldSeats seats, TrackedRequests requests) {
        this.database = database;
        this.people = people;
        this.products = products;
        this.seats = seats;
        this.requests = requests;
    }

    /** An active person without a manager. */
    public Person someone(String firstName) {
        return reportOf(firstName, null);
    }

    /** An active person with this manager. */
    public Person reportOf(String firstName, Person manager) {
        var id = Ids.next();
        var lastName = "X" + id.toString().replace("-", "");
        return has(new Person(
                id,
                (firstName + "." + lastName).toLowerCase() + "@example.org",
                firstName + " " + lastName,
                "Engineer",
                "Engineering",
                manager == null ? null : manager.id(),
                true));
    }

    /** From now on this is their manager. */
    public Person manages(Person manager, Person person) {
        return has(new Person(
                person.id(), person.email(), person.name(), person.title(), person.department(), manager.id(), true));
    }

    /** The same person, no longer active. */
    public Person gone(Person person) {
        return has(new Person(
                person.id(),
                person.email(),
                person.name(),
                person.title(),
                person.department(),
                person.managerId(),
                false));
    }

    /** A requestable product with this many seats bought and used. */
    public Product product(String name, int purchased, int used) {
        return has(new Product(
                "SKU_" + Ids.next().toString().replace("-", "_"),
                name,
                new BigDecimal("28.10"),
                "EUR",
                true,
                purchased,
                used,
                0));
    }

    /** A product that is given out in other ways only. */
    public Product unrequestable(String name) {
        var product = product(name, 5, 0);
        return has(new Product(product.sku(), name, null, null, false, 5, 0, 0));
    }

    /** A product whose subscription is over. */
    public Product ended(String name) {
        var product = product(name, 5, 0);
        return has(new Product(
                product.sku(), name, null, null, true, 5, 0, 0, "ENDED", product.requires(), product.excludes()));
    }

    /** The same product, which needs these and cannot be held together with those. */
    public Product ruled(Product product, List<Product> needs, List<Product> excludes) {
        return has(new Product(
                product.sku(),
                product.name(),
                product.monthlyPrice(),
                product.currency(),
                product.requestable(),
                product.purchased(),
                product.used(),
                product.waiting(),
                product.state(),
                needs.stream().map(Product::sku).toList(),
                excludes.stream().map(Product::sku).toList()));
    }

    /** Several products that are asked for as one, for 90 days. */
    public LicensePackage packageOf(String name, Product... parts) {
        return has(new LicensePackage(
                "PACKAGE_" + Ids.next().toString().replace("-", "_"),
                name,
                "What one needs on the first day",
                Arrays.stream(parts).map(Product::sku).toList(),
                90,
                false));
    }

    /** The same package, which nobody can ask for any more. */
    public LicensePackage deleted(LicensePackage one) {
        return has(new LicensePackage(one.id(), one.name(), one.description(), one.skus(), one.validDays(), true));
    }

    /** The person holds a seat. */
    public UUID seatOf(Person holder, Product product) {
        var seat = Ids.next();
        database.doInTransaction(tx -> seats.given(
                tx,
                List.of(new HeldSeats.Reason(
                        Ids.next(),
                        seat,
                        "REQUEST",
                        Ids.next().toString(),
                        product.sku(),
                        product.name(),
                        holder.ref(),
                        Instant.parse("2026-05-03T08:00:00Z"),
                        null))));
        return seat;
    }

    /** The person has asked for it until that day, and has a seat. */
    public String assigned(Person person, Product product, LocalDate until) {
        return assigned(person, product, person, until);
    }

    /** The person has asked for it for somebody else, who has a seat. */
    public String assigned(Person person, Product product, Person beneficiary, LocalDate until) {
        var id = UUID.fromString(requestOf(person, product, beneficiary));
        give(id, product, beneficiary, until);
        return id.toString();
    }

    /** What was asked for with this request is given, until that day. */
    public void give(UUID id, Product product, Person beneficiary, LocalDate until) {
        var now = Instant.now();
        database.doInTransaction(tx -> {
            tx.createUpdate("update request set ends_on = :until where id = :id")
                    .bind("until", until)
                    .bind("id", id)
                    .execute();
            requests.move(tx, List.of(Move.assigned(id, now)));
            seats.given(
                    tx,
                    List.of(new HeldSeats.Reason(
                            id,
                            Ids.next(),
                            "REQUEST",
                            id.toString(),
                            product.sku(),
                            product.name(),
                            beneficiary.ref(),
                            now,
                            until)));
        });
    }

    /** The person has asked for a package without a last day, and has a seat of each part until this day. */
    public String assigned(Person person, LicensePackage one, LocalDate until) {
        var request = UUID.fromString(requestOf(person, one.id(), person));
        one.skus().forEach(sku -> givePart(request, person, sku, until));
        return request.toString();
    }

    /** One part of a package that was asked for is given. */
    public void givePart(UUID request, Person person, String sku, LocalDate until) {
        var reason = Ids.next();
        var now = Instant.now();
        database.doInTransaction(tx -> {
            requests.moveParts(tx, List.of(new PartMove(request, sku, reason, RequestStatus.ASSIGNED, now, null)));
            seats.given(
                    tx,
                    List.of(new HeldSeats.Reason(
                            reason, Ids.next(), "PACKAGE", request.toString(), sku, sku, person.ref(), now, until)));
        });
    }

    /** The person asks for it. */
    public String requestOf(Person person, Product product) {
        return requestOf(person, product, person);
    }

    /** The person asks for a package. */
    public String requestOf(Person person, LicensePackage one) {
        return requestOf(person, one.id(), person);
    }

    /** The person asks for it for somebody else. */
    public String requestOf(Person person, Product product, Person beneficiary) {
        return requestOf(person, product.sku(), beneficiary);
    }

    private static String requestOf(Person person, String id, Person beneficiary) {
        return Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .body(Map.of(
                        "sku",
                        id,
                        "justification",
                        "We need it for the migration.",
                        "beneficiary",
                        beneficiary.email()))
                .post("/api/requests")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
    }

    /** The person takes the request back. */
    public void withdraw(Person person, String request) {
        Tokens.as(person.email())
                .contentType(ContentType.JSON)
                .body("{}")
                .post("/api/requests/{id}/withdrawal", request)
                .then()
                .statusCode(200);
    }

    /** Waits until all that we said about the request has come back through the broker. */
    public void untilHeard(String request) {
        Awaitility.await()
                .until(() -> database.read(db -> db.createQuery(
                                        "select count(*) from history where request_id = :id and source = 'request-service'")
                                .bind("id", UUID.fromString(request))
                                .mapTo(Integer.class)
                                .one())
                        == Sent.of("request", request).size());
    }

    private LicensePackage has(LicensePackage one) {
        database.doInTransaction(tx -> products.recordPackages(tx, List.of(one)));
        return one;
    }

    private Person has(Person person) {
        database.doInTransaction(tx -> people.record(tx, List.of(person)));
        return person;
    }

    private Product has(Product product) {
        database.doInTransaction(tx -> products.record(tx, List.of(product)));
        return product;
    }
}
