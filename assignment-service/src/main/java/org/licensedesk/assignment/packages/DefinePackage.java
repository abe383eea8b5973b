package org.licensedesk.assignment.packages;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.packages.PackageEvent.PackageDefined;
import org.licensedesk.assignment.packages.PackageEvent.PackageDeleted;
import org.licensedesk.assignment.packages.PackageEvent.PackageState;
import org.licensedesk.assignment.packages.Packages.Relations;
import org.licensedesk.assignment.product.ProductRows;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Defines a package, changes it, or takes it out of the catalogue. What was given through it stays as it was given. */
@ApplicationScoped
class DefinePackage {

    private final Database database;
    private final Packages packages;
    private final Outbox outbox;
    private final Clock clock;

    DefinePackage(Database database, Packages packages, Outbox outbox, Clock clock) {
        this.database = database;
        this.packages = packages;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return whether the package is new, or is there again */
    boolean define(String id, PackageDefinition definition, String administrator) {
        return database.inTransaction(tx -> {
            // products too: neither may take the other's id
            ProductRows.oneDefinitionAtATime(tx);
            if (!packages.relations(tx, List.of(id)).isEmpty()) {
                throw Refusal.invalid("id", "There is a product " + id + ". A package needs an id of its own.");
            }
            PackageDefinition inOrder = new PackageDefinition(
                    definition.name(),
                    definition.description(),
                    prerequisitesFirst(definition.skus(), relations(tx, definition.skus())),
                    definition.validDays());
            Optional<PackageRow> known = packages.find(tx, id).filter(found -> !found.deleted());
            if (known.isEmpty() || !known.get().definition().equals(inOrder)) {
                packages.save(tx, id, inOrder, clock.instant());
                tell(
                        tx,
                        new PackageDefined(
                                id, inOrder.name(), inOrder.description(), inOrder.skus(), inOrder.validDays()),
                        state(id, inOrder, false),
                        administrator);
            }
            return known.isEmpty();
        });
    }

    /** Takes it out of the catalogue; a second time there is nothing to take out. */
    void delete(String id, String administrator) {
        database.doInTransaction(tx -> {
            ProductRows.oneDefinitionAtATime(tx);
            PackageRow known = packages.find(tx, id)
                    .filter(found -> !found.deleted())
                    .orElseThrow(() -> Refusal.notFound("There is no such package."));
            packages.delete(tx, id);
            tell(tx, new PackageDeleted(id, known.name()), state(id, known.definition(), true), administrator);
        });
    }

    private Map<String, Relations> relations(Handle tx, List<String> skus) {
        Map<String, Relations> known = packages.relations(tx, skus);
        skus.stream().filter(sku -> !known.containsKey(sku)).findFirst().ifPresent(unknown -> {
            throw Refusal.invalid("skus", "There is no product " + unknown + ".");
        });
        for (String sku : skus) {
            Relations product = known.get(sku);
            skus.stream().filter(product.excludes()::contains).findFirst().ifPresent(other -> {
                throw Refusal.invalid(
                        "skus",
                        product.name() + " and " + known.get(other).name()
                                + " exclude each other: nobody can hold both.");
            });
        }
        return known;
    }

    /** The parts are given in their order: what another part needs comes before it. */
    static List<String> prerequisitesFirst(List<String> skus, Map<String, Relations> relations) {
        Set<String> inOrder = new LinkedHashSet<>();
        List<String> left = new ArrayList<>(skus);
        while (!left.isEmpty()) {
            String next = left.stream()
                    .filter(sku -> relations.get(sku).requires().stream().noneMatch(left::contains))
                    .findFirst()
                    // products that need each other are refused where they are defined; in a circle all orders are
                    // alike
                    .orElse(left.get(0));
            inOrder.add(next);
            left.remove(next);
        }
        return List.copyOf(inOrder);
    }

    private void tell(Handle tx, PackageEvent fact, PackageState state, String administrator) {
        outbox.append(
                tx,
                List.of(new Outgoing(fact, Origin.by(administrator)), new Outgoing(state, Origin.by(administrator))));
    }

    private static PackageState state(String id, PackageDefinition definition, boolean deleted) {
        return new PackageState(
                id, definition.name(), definition.description(), definition.skus(), definition.validDays(), deleted);
    }
}
