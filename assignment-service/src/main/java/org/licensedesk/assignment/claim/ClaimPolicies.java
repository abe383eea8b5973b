package org.licensedesk.assignment.claim;

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
import org.licensedesk.assignment.seat.Columns;

/** The policies there are. A product without a row has the default one: it cannot be claimed. */
@ApplicationScoped
class ClaimPolicies {

    private static final String SELECT =
            "select sku, enabled, group_id, per_day, per_department_per_day, backups from claim_policy";

    Optional<ClaimPolicy> of(Handle handle, String sku) {
        return handle.createQuery(SELECT + " where sku = :sku")
                .bind("sku", sku)
                .map((row, context) -> policy(row))
                .findOne();
    }

    /** As {@link #of}, and it stays so until the end of the transaction. */
    Optional<ClaimPolicy> keep(Handle tx, String sku) {
        return tx.createQuery(SELECT + " where sku = :sku for share")
                .bind("sku", sku)
                .map((row, context) -> policy(row))
                .findOne();
    }

    /** Those behind this sku, in the order of their skus. */
    List<ClaimPolicy> after(Handle handle, String sku, int atMost) {
        return handle.createQuery(SELECT + " where sku > :sku order by sku limit :atMost")
                .bind("sku", sku)
                .bind("atMost", atMost)
                .map((row, context) -> policy(row))
                .list();
    }

    void save(Handle tx, ClaimPolicy policy) {
        var update = tx.createUpdate("""
                        insert into claim_policy (sku, enabled, group_id, per_day, per_department_per_day, backups)
                        values (:sku, :enabled, :group, :perDay, :perDepartmentPerDay, :backups)
                        on conflict (sku) do update set enabled = excluded.enabled, group_id = excluded.group_id,
                            per_day = excluded.per_day, per_department_per_day = excluded.per_department_per_day,
                            backups = excluded.backups
                        """)
                .bind("sku", policy.sku())
                .bind("enabled", policy.enabled())
                .bind("group", policy.group())
                .bind("perDay", policy.perDay())
                .bind("perDepartmentPerDay", policy.perDepartmentPerDay());
        Columns.of(policy.backups()).text("backups", Function.identity()).bindTo(update);
        update.execute();
    }

    void remove(Handle tx, String sku) {
        tx.createUpdate("delete from claim_policy where sku = :sku")
                .bind("sku", sku)
                .execute();
    }

    /** What these products are called; one that does not exist is left out. */
    Map<String, String> names(Handle handle, Collection<String> skus) {
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(handle.createQuery("select sku, name from product where sku = any(:skus)"))
                .map((row, context) -> Map.entry(row.getString("sku"), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static ClaimPolicy policy(ResultSet row) throws SQLException {
        return new ClaimPolicy(
                row.getString("sku"),
                row.getBoolean("enabled"),
                row.getString("group_id"),
                row.getObject("per_day", Integer.class),
                row.getObject("per_department_per_day", Integer.class),
                Columns.texts(row, "backups"));
    }
}
