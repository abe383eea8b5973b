package org.licensedesk.assignment.manual;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.messaging.Database;

/** The products to choose from, as the forms of this room show them. Whether somebody can have one is not said here. */
@ApplicationScoped
class Products {

    private static final String SELECT = "select sku, product_name, requires, purchased, used, waiting from pool ";

    private final Database database;

    Products(Database database) {
        this.database = database;
    }

    /** A product that there is. */
    record Known(String sku, String name, List<String> requires, int purchased, int used, int waiting) {

        /** How its pool stands, in a word. */
        public String standing() {
            if (waiting > 0) {
                return "all taken, " + waiting + " waiting";
            }
            if (purchased == 0) {
                return "none bought";
            }
            return used == purchased ? "all " + purchased + " taken" : purchased - used + " free";
        }

        /** The sku as it stands in an address. */
        public String href() {
            return SkuInAddress.of(sku);
        }
    }

    Map<String, Known> of(Handle tx, Collection<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(tx.createQuery(SELECT + "where sku = any(:skus)"))
                .map((row, context) -> known(row))
                .stream()
                .collect(Collectors.toMap(Known::sku, Function.identity()));
    }

    Map<String, Known> of(Collection<String> skus) {
        return database.read(handle -> of(handle, skus));
    }

    Optional<Known> of(String sku) {
        return Optional.ofNullable(of(List.of(sku)).get(sku));
    }

    /** Those whose name or sku has this in it; with nothing to look for, those of which seats were bought. */
    List<Known> search(String text, int atMost) {
        return database.read(handle -> ProductChoices.lookedFor(handle, SELECT, text, atMost)
                .map((row, context) -> known(row))
                .list());
    }

    private static Known known(ResultSet row) throws SQLException {
        return new Known(
                row.getString("sku"),
                row.getString("product_name"),
                Columns.texts(row, "requires"),
                row.getInt("purchased"),
                row.getInt("used"),
                row.getInt("waiting"));
    }
}
