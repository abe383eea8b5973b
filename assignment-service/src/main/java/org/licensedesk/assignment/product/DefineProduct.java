package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Defines a product, or changes its definition. */
@ApplicationScoped
class DefineProduct {

    private final Database database;
    private final Outbox outbox;
    private final Ledger ledger;
    private final OtherOffers otherOffers;
    private final PreviewRoles previewRoles;
    private final Session session;
    private final Clock clock;

    DefineProduct(
            Database database,
            Outbox outbox,
            Ledger ledger,
            OtherOffers otherOffers,
            PreviewRoles previewRoles,
            Session session,
            Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.ledger = ledger;
        this.otherOffers = otherOffers;
        this.previewRoles = previewRoles;
        this.session = session;
        this.clock = clock;
    }

    /** @return whether the product is new */
    @Transactional
    boolean define(String sku, Definition definition, String administrator) {
        database.inCurrentTransaction(tx -> {
            ProductRows.oneDefinitionAtATime(tx);
            check(tx, sku, definition);
            ledger.define(tx, sku, definition.name(), definition.rules());
        });
        Optional<Product> known = Product.of(sku);
        if (known.isPresent()) {
            known.get()
                    .redefine(definition, clock.instant())
                    .ifPresent(defined -> outbox.append(Origin.by(administrator), defined));
        } else {
            Product product = new Product(sku, definition, clock.instant());
            product.persist();
            outbox.append(Origin.by(administrator), product.added());
        }
        session.flush(); // the catalogue's state is read by plain SQL at the end of this transaction
        return known.isEmpty();
    }

    /** What a definition would do to the seats that are held; it is refused as the definition would be, and nothing is changed. */
    RoleChange tryOut(String sku, Definition definition) {
        return database.read(handle -> {
            check(handle, sku, definition);
            return previewRoles.of(handle, sku, definition.rules().roles());
        });
    }

    private void check(Handle tx, String sku, Definition definition) {
        Sku.objectionTo(sku).ifPresent(objection -> {
            throw Refusal.invalid("sku", objection);
        });
        if (!otherOffers.among(tx, List.of(sku)).isEmpty()) {
            throw Refusal.invalid("sku", "There is a package " + sku + ". A product needs a sku of its own.");
        }
        requireKnownRelatives(tx, sku, definition.rules());
    }

    private static void requireKnownRelatives(Handle tx, String sku, ProductRules rules) {
        Map<String, String> objections = new LinkedHashMap<>();
        ProductRows.unknownOf(tx, rules.requires()).stream()
                .findFirst()
                .ifPresent(unknown -> objections.put("requires", "There is no product " + unknown + "."));
        ProductRows.unknownOf(tx, rules.excludes()).stream()
                .findFirst()
                .ifPresent(unknown -> objections.put("excludes", "There is no product " + unknown + "."));
        if (rules.requires().contains(sku)) {
            objections.put("requires", "A product cannot require itself.");
        } else if (ProductRows.isNeededBy(tx, sku, rules.requires())) {
            objections.putIfAbsent(
                    "requires", "One of these needs " + sku + " itself: nobody could ever be given either of them.");
        }
        if (rules.excludes().contains(sku)) {
            objections.put("excludes", "A product cannot exclude itself.");
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
    }
}
