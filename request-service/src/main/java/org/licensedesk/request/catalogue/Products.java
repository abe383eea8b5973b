package org.licensedesk.request.catalogue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.JoinedTexts;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.request.Sql;
import org.licensedesk.request.Words;

/** Our copy of the catalogue: what it costs, what is free, and what it is for. */
@ApplicationScoped
public class Products {
    private static final String COLUMNS =
            "p.sku, p.name, p.monthly_price, p.currency, p.requestable, p.purchased, p.used, p.waiting, p.state, p.requires, p.excludes";

    private final Database database;

    Products(Database database) {
        this.database = database;
    }

    /** A hit of the search: the offer, what a product brings, and where it stands in the list. */
    public record Hit(Offer offer, List<String> plans, int rank) {
        /** The place right behind this hit. */
        public Cursor place() {
            return Cursor.at(rank, offer.name(), offer.id());
        }

        /** What it is for, or up to three of the things it brings, for a line below its name. */
        public String purpose() {
            if (offer.isPackage()) {
                return offer.description();
            }
            var first = String.join(", ", plans.subList(0, Math.min(3, plans.size())));
            return plans.size() > 3 ? first + " and " + (plans.size() - 3) + " more" : first;
        }
    }

    /** Takes products over as they are now. */
    public void record(Handle tx, List<Product> products) {
        tx.createUpdate("""
                        insert into product (sku, name, monthly_price, currency, requestable, purchased, used, waiting, words,
                            state, requires, excludes)
                        select sku, name, price, currency, requestable, purchased, used, waiting, words, state,
                            string_to_array(requires, chr(31)), string_to_array(excludes, chr(31))
                        from unnest(:sku, :name, :price, :currency, :requestable, :purchased, :used, :waiting, :words,
                            :state, :requires, :excludes) as v (sku, name, price, currency, requestable, purchased, used, waiting, words,
                            state, requires, excludes)
                        on conflict (sku) do update set
                            (name, monthly_price, currency, requestable, purchased, used, waiting, words, state, requires, excludes) =
                            (excluded.name, excluded.monthly_price, excluded.currency, excluded.requestable,
                             excluded.purchased, excluded.used, excluded.waiting, excluded.words, excluded.state,
                             excluded.requires, excluded.excludes)
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
                .bind("state", Sql.column("text", products, Product::state))
                // joined, since an array of arrays has to be rectangular
                .bind("requires", Sql.column("text", products, p -> JoinedTexts.of(p.requires())))
                .bind("excludes", Sql.column("text", products, p -> JoinedTexts.of(p.excludes())))
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

    /** Takes packages over as they are now. */
    public void recordPackages(Handle tx, List<LicensePackage> packages) {
        // one by one: there are a handful, and an array of arrays has to be a rectangle
        for (var one : packages) {
            tx.createUpdate("""
                            insert into package (id, name, description, skus, valid_days, deleted, words)
                            values (:id, :name, :description, :skus, :validDays, :deleted, :words)
                            on conflict (id) do update set (name, description, skus, valid_days, deleted, words) =
                                (excluded.name, excluded.description, excluded.skus, excluded.valid_days,
                                 excluded.deleted, excluded.words)
                            """)
                    .bind("id", one.id())
                    .bind("name", one.name())
                    .bind("description", one.description())
                    .bind("skus", Sql.array("text", one.skus()))
                    .bind("validDays", one.validDays())
                    .bind("deleted", one.deleted())
                    .bind("words", Words.of(one.name(), one.id(), one.description()))
                    .execute();
        }
    }

    /** The product with this sku. */
    public Optional<Product> find(String sku) {
        return database.read(db -> Optional.ofNullable(bySku(db, List.of(sku)).get(sku)));
    }

    /** What can be asked for by this id, or could once. */
    public Optional<Offer> offer(String id) {
        return database.read(db -> {
            var product = bySku(db, List.of(id)).get(id);
            if (product != null) {
                return Optional.of(Offer.of(product));
            }
            return db.createQuery("select id, name, description, skus, valid_days, deleted from package where id = :id")
                    .bind("id", id)
                    .map((row, context) -> licensePackage(row))
                    .findOne()
                    .map(found -> Offer.of(found, bySku(db, found.skus())));
        });
    }

    /**
     * Requestable products that have all these words somewhere in name, sku or what they bring, and packages that have them in
     * name, purpose or parts; those named so first. A company's catalogue is some hundred rows, so each of them is looked at.
     */
    public List<Hit> search(String typed, Optional<Cursor> after, int limit) {
        return database.read(db -> {
            var found = db.createQuery("select * from (select 'PRODUCT' as kind, " + COLUMNS + """
                        , coalesce(u.plans, '{}') as plans,
                          case when not exists (select from unnest(:words) w where strpos(p.words, w) = 0) then 0 else 1 end as rank,
                          null as description, null as skus, null as valid_days
                        from product p left join product_purpose u using (sku)
                        where p.requestable and not exists (
                            select from unnest(:words) w where strpos(p.words || ' ' || coalesce(u.words, ''), w) = 0)
                        union all
                        select 'PACKAGE', k.id, k.name, null, null, true, 0, 0, 0, 'ACTIVE', '{}', '{}', '{}',
                          case when not exists (select from unnest(:words) w where strpos(k.words, w) = 0) then 0 else 1 end,
                          k.description, k.skus, k.valid_days
                        from package k cross join lateral (
                            select coalesce(string_agg(p.words, ' '), '') as words from product p where p.sku = any(k.skus)) parts
                        where not k.deleted and not exists (
                            select from unnest(:words) w where strpos(k.words || ' ' || parts.words, w) = 0)) p
                        where :first or (rank, name, sku) > (:rank, :name, :sku)
                        order by rank, name, sku limit :limit
                        """)
                    .bind("words", Sql.array("text", Words.typed(typed)))
                    .bind("first", after.isEmpty())
                    .bind("rank", after.map(place -> place.number(0)).orElse(0L))
                    .bind("name", after.map(place -> place.text(1)).orElse(""))
                    .bind("sku", after.map(place -> place.text(2)).orElse(""))
                    .bind("limit", limit)
                    .map((row, context) -> Found.of(row))
                    .list();
            var parts = bySku(
                    db,
                    found.stream()
                            .filter(one -> one.aPackage() != null)
                            .flatMap(one -> one.aPackage().skus().stream())
                            .distinct()
                            .toList());
            return found.stream().map(one -> one.hit(parts)).toList();
        });
    }

    /** A row of the search: a product, or a package whose parts are still to be read. */
    private record Found(Product product, LicensePackage aPackage, List<String> plans, int rank) {
        static Found of(ResultSet row) throws SQLException {
            var isPackage = row.getString("kind").equals("PACKAGE");
            return new Found(
                    isPackage ? null : Products.product(row),
                    isPackage
                            ? new LicensePackage(
                                    row.getString("sku"),
                                    row.getString("name"),
                                    row.getString("description"),
                                    texts(row, "skus"),
                                    row.getObject("valid_days", Integer.class),
                                    false)
                            : null,
                    texts(row, "plans"),
                    row.getInt("rank"));
        }

        Hit hit(Map<String, Product> parts) {
            return new Hit(product != null ? Offer.of(product) : Offer.of(aPackage, parts), plans, rank);
        }
    }

    private static Map<String, Product> bySku(Handle db, List<String> skus) {
        return skus.isEmpty()
                ? Map.of()
                : db
                        .createQuery("select " + COLUMNS + " from product p where p.sku = any(:skus)")
                        .bind("skus", Sql.array("text", skus))
                        .map((row, context) -> product(row))
                        .stream()
                        .collect(Collectors.toMap(Product::sku, Function.identity()));
    }

    private static LicensePackage licensePackage(ResultSet row) throws SQLException {
        return new LicensePackage(
                row.getString("id"),
                row.getString("name"),
                row.getString("description"),
                texts(row, "skus"),
                row.getObject("valid_days", Integer.class),
                row.getBoolean("deleted"));
    }

    /** Skus of products, requestable or not, and ids of packages, named by all these words. */
    public List<String> named(String typed, int limit) {
        var words = Words.typed(typed);
        if (words.isEmpty()) {
            return List.of();
        }
        return database.read(db -> db.createQuery("""
                        select sku from (select sku, name, words from product union all select id, name, words from package) p
                        where not exists (select from unnest(:words) w where strpos(words, w) = 0)
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
                row.getInt("waiting"),
                row.getString("state"),
                texts(row, "requires"),
                texts(row, "excludes"));
    }

    private static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
