package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;

/** Products and their pools, read together. */
@ApplicationScoped
class ProductRows {

    private static final String SELECT = """
            select p.sku, p.name, p.monthly_price, p.currency, p.requestable, pool.purchased, pool.used, pool.waiting
            from product p join pool using (sku)
            """;

    private final Database database;

    ProductRows(Database database) {
        this.database = database;
    }

    /** Definitions are rare: one at a time, so that an import and an administrator cannot cross. */
    static void oneDefinitionAtATime(Handle tx) {
        tx.createQuery(
                        "select pg_advisory_xact_lock(hashtextextended('assignment-service: products are defined', 0))::text")
                .mapTo(String.class)
                .one();
    }

    Optional<ProductRow> of(String sku) {
        return database.read(handle -> handle.createQuery(SELECT + " where p.sku = :sku")
                .bind("sku", sku)
                .mapTo(ProductRow.class)
                .findOne());
    }
}
