package org.licensedesk.request.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.request.Sql;
import org.licensedesk.request.Words;

/** Our copy of the catalogue: what it costs, what is free, and what it is for. */
@ApplicationScoped
public class Products {
    private static final String COLUMNS =
            "p.sku, p.name, p.monthly_price, p.currency, p.requestable, p.purchased, p.used, p.waiting";

    private final Database database;

    Products(Database database) {
        this.database = database;
    }

    /** A hit of the search: the product, what it brings, and where it stands in the list. */
    public record Hit(Product product, List<String> plans, int rank) {
        /** The place right behind this hit. */
        public Cursor place() {
            return Cursor.at(rank, product.name(), product.sku());
        }

        /** Up to three of the things it brings, for a line below its name. */
        public String purpose() {
            var first = String.join(", ", plans.subList(0, Math.min(3, plans.size())));
            return plans.size() > 3 ? first + " and " + (plans.size() - 3) + " more" : first;
        }
    }

    /** Takes products over as they are now. */
    public void record(Handle tx, List<Product> products) {
        tx.createUpdate("""
                        insert into product (sku, name, monthly_price, currency, requestable, purchased, used, waiting, words)
                        select * from unnest(:sku, :name, :price, :currency, :requestable, :purchased, :used, :waiting, :words)
                        on conflict (sku) do update set
                            (name, monthly_price, currency, requestable, purchased, used, waiting, words) =
                            (excluded.name, excluded.monthly_price, excluded.currency, excluded.requestable,
                             excluded.purchased, excluded.used, excluded.waiting, excluded.words)
                        """)
                .bind("sku", Sql.column("text", products, Product::sku))
                .bind("name", Sql.column("text", products, Product::name))
                .bind("price", Sql.column("numeric", products, Product::monthlyPrice))
                .bind("currency", Sql.column("text", products, Product::currency))
                .bind("requestable", Sql.column("bool", products, Product::requestable))
                .bind("purchased", Sql.column("int4", products, Product::purchased))
                .bind("used", Sql.column("int4", products, Product::used))
                .bind("waiting", Sql.column("int4", products, Product::waiting))
                .bind("words", Sql.column("text", products, p -> Words.of(p.name(), p.sku())))
                .execute();
    }

    /** Remembers what a product brings, in the names a person may know. */
    public void recordPurpose(Handle tx, String sku, List<String> plans) {
        tx.createUpdate("""
                        insert into product_purpose (sku, plans, words) values (:sku, :plans, :words)
                        on conflict (sku) do update set plans = excluded.plans, words = excluded.words
                        """)
                .bind("sku", sku)
                .bind("plans", Sql.array("text", plans))
                .bind("words", Words.of(plans.toArray(String[]::new)))
                .execute();
    }

    /** The product with this sku. */
    public Optional<Product> find(String sku) {
        return database.read(db -> db.createQuery("select " + COLUMNS + " from product p where p.sku = :sku")
                .bind("sku", sku)
                .map((row, context) -> product(row))
                .findOne());
    }

    /**
     * Requestable products that have all these words somewhere in name, sku or what they bring; those named so first.
     * A company's catalogue is some hundred rows, so each of them is looked at.
     */
    public List<Hit> search(String typed, Optional<Cursor> after, int limit) {
        return database.read(db -> db.createQuery("select * from (select " + COLUMNS + """
                        , coalesce(u.plans, '{}') as plans,
                          case when not exists (select from unnest(:words) w where strpos(p.words, w) = 0) then 0 else 1 end as rank
                        from product p left join product_purpose u using (sku)
                        where p.requestable and not exists (
                            select from unnest(:words) w where strpos(p.words || ' ' || coalesce(u.words, ''), w) = 0)) p
                        where :first or (rank, name, sku) > (:rank, :name, :sku)
                        order by rank, name, sku limit :limit
                        """)
                .bind("words", Sql.array("text", Words.typed(typed)))
                .bind("first", after.isEmpty())
                .bind("rank", after.map(place -> place.number(0)).orElse(0L))
                .bind("name", after.map(place -> place.text(1)).orElse(""))
                .bind("sku", after.map(place -> place.text(2)).orElse(""))
                .bind("limit", limit)
                .map((row, context) -> new Hit(product(row), plans(row), row.getInt("rank")))
                .list());
    }

    /** Skus of products, requestable or not, named by all these words. */
    public List<String> named(String typed, int limit) {
        var words = Words.typed(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        return database.read(db -> db.createQuery("""
                        select sku from product where not exists (select from unnest(:words) w where strpos(words, w) = 0)
                        order by name limit :limit
                        """)
                .bind("words", Sql.array("text", words))
                .bind("limit", limit)
                .mapTo(String.class)
                .list());
    }

    private static Product product(ResultSet row) throws SQLException {
        return new Product(
                row.getString("sku"),
                row.getString("name"),
                row.getBigDecimal("monthly_price"),
                row.getString("currency"),
                row.getBoolean("requestable"),
                row.getInt("purchased"),
                row.getInt("used"),
                row.getInt("waiting"));
    }

    private static List<String> plans(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("plans").getArray());
    }
}
