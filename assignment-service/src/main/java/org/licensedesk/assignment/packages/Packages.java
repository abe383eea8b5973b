package org.licensedesk.assignment.packages;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.product.OtherOffers;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** All packages. There are a few dozen at most, so that they are read whole, each with the pools of its parts. */
@ApplicationScoped
class Packages implements OtherOffers {

    private static final String SELECT = """
            select k.id, k.name, k.description, k.valid_days, k.deleted,
                p.sku, p.name as product_name, p.monthly_price, p.currency, pool.purchased, pool.used, pool.waiting
            from package k join package_part part on part.package_id = k.id
                join product p on p.sku = part.sku join pool on pool.sku = part.sku
            where %s order by lower(k.name), k.id, part.place
            """;

    private final Database database;

    Packages(Database database) {
        this.database = database;
    }

    /** What the definition of a product says of others. */
    record Relations(String name, List<String> requires, List<String> excludes) {}

    /** The package of this id, deleted or not. */
    Optional<PackageRow> find(Handle handle, String id) {
        return handle
                .createQuery(SELECT.formatted("k.id = :id"))
                .bind("id", id)
                .reduceResultSet(new LinkedHashMap<String, PackageRow>(), Packages::gather)
                .values()
                .stream()
                .findFirst();
    }

    /** The package of this id, unless it is deleted. */
    Optional<PackageRow> of(String id) {
        return database.read(handle -> find(handle, id)).filter(found -> !found.deleted());
    }

    /** Those behind a place in the order of names. */
    List<PackageRow> list(String name, String id, int atMost) {
        return database.read(handle -> handle
                .createQuery(SELECT.formatted("k.id in (select id from package where not deleted"
                        + " and (lower(name), id) > (lower(:name), :id) order by lower(name), id limit :atMost)"))
                .bind("name", name)
                .bind("id", id)
                .bind("atMost", atMost)
                .reduceResultSet(new LinkedHashMap<String, PackageRow>(), Packages::gather)
                .values()
                .stream()
                .toList());
    }

    /** What these products say of others, by sku; an unknown one is missing. */
    Map<String, Relations> relations(Handle tx, Collection<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(tx.createQuery("select sku, name, requires, excludes from product where sku = any(:skus)"))
                .map((row, context) -> Map.entry(
                        row.getString("sku"),
                        new Relations(
                                row.getString("name"), Columns.texts(row, "requires"), Columns.texts(row, "excludes"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void save(Handle tx, String id, PackageDefinition definition, Instant now) {
        tx.createUpdate("""
                        insert into package (id, name, description, valid_days, defined_at)
                        values (:id, :name, :description, :validDays, :now)
                        on conflict (id) do update set (name, description, valid_days, defined_at, deleted) =
                            (excluded.name, excluded.description, excluded.valid_days, excluded.defined_at, false)
                        """)
                .bind("id", id)
                .bind("name", definition.name())
                .bind("description", definition.description())
                .bind("validDays", definition.validDays())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        tx.createUpdate("delete from package_part where package_id = :id")
                .bind("id", id)
                .execute();
        Columns.of(IntStream.range(0, definition.skus().size()).boxed().toList())
                .text("skus", place -> definition.skus().get(place))
                .number("places", Function.identity())
                .bindTo(tx.createUpdate("""
                                insert into package_part (package_id, place, sku)
                                select :id, place, sku from unnest(:places, :skus) as v(place, sku)
                                """))
                .bind("id", id)
                .execute();
    }

    void delete(Handle tx, String id) {
        tx.createUpdate("update package set deleted = true where id = :id")
                .bind("id", id)
                .execute();
    }

    @Override
    public Set<String> among(Handle tx, Collection<String> ids) {
        return Set.copyOf(Columns.of(ids)
                .text("ids", Function.identity())
                .bindTo(tx.createQuery("select id from package where id = any(:ids)"))
                .mapTo(String.class)
                .list());
    }

    private static LinkedHashMap<String, PackageRow> gather(
            LinkedHashMap<String, PackageRow> found, ResultSet row, org.jdbi.v3.core.statement.StatementContext context)
            throws SQLException {
        String id = row.getString("id");
        if (!found.containsKey(id)) {
            found.put(
                    id,
                    new PackageRow(
                            id,
                            row.getString("name"),
                            row.getString("description"),
                            row.getObject("valid_days", Integer.class),
                            row.getBoolean("deleted"),
                            new ArrayList<>()));
        }
        found.get(id).parts().add(part(row));
        return found;
    }

    private static PackageRow.Part part(ResultSet row) throws SQLException {
        return new PackageRow.Part(
                row.getString("sku"),
                row.getString("product_name"),
                row.getBigDecimal("monthly_price"),
                row.getString("currency"),
                row.getInt("purchased"),
                row.getInt("used"),
                row.getInt("waiting"));
    }
}
