package org.licensedesk.approval.people.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Array;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.JoinedTexts;

/** Which products a group gives, as assignment-service tells. A group that gives some stays. */
@ApplicationScoped
public class GroupProducts {

    /** A product on a group; its name is its sku until the catalogue was heard of. */
    public record OnGroup(String sku, String name) {}

    /** Takes over what a group gives now. */
    public void put(Handle tx, Map<String, List<String>> skusByGroup) {
        try (var upsert = tx.createUpdate("""
                insert into group_products (group_id, skus)
                select given.id, string_to_array(given.skus, chr(31)) from unnest(:ids, :skus) as given (id, skus)
                on conflict (group_id) do update set skus = excluded.skus
                """)) {
            upsert.bindArray("ids", String.class, skusByGroup.keySet())
                    .bindArray(
                            "skus",
                            String.class,
                            skusByGroup.values().stream().map(JoinedTexts::of).toList())
                    .execute();
        }
    }

    /** What these groups give, by group; a group that gives nothing is left out. */
    public Map<String, List<OnGroup>> on(Handle handle, Collection<String> groups) {
        var products = new LinkedHashMap<String, List<OnGroup>>();
        try (var query = handle.createQuery("""
                select g.group_id, array_agg(s.sku order by s.place) as skus,
                    array_agg(coalesce(e.name, s.sku) order by s.place) as names
                from group_products g cross join unnest(g.skus) with ordinality as s (sku, place)
                    left join product_evidence e on e.sku = s.sku
                where g.group_id = any (:groups) group by g.group_id
                """)) {
            query.bindArray("groups", String.class, groups)
                    .map((row, context) ->
                            Map.entry(row.getString("group_id"), pairs(row.getArray("skus"), row.getArray("names"))))
                    .forEach(entry -> products.put(entry.getKey(), entry.getValue()));
        }
        return products;
    }

    /** What one group gives. */
    List<OnGroup> on(Handle handle, String group) {
        return on(handle, List.of(group)).getOrDefault(group, List.of());
    }

    /** What the members of this group may take without asking, by name. */
    List<OnGroup> claimableBy(Handle handle, String group) {
        try (var query = handle.createQuery(
                "select sku, name from product_evidence where claim_group = :group order by name, sku")) {
            return query.bind("group", group)
                    .map((row, context) -> new OnGroup(row.getString("sku"), row.getString("name")))
                    .list();
        }
    }

    private static List<OnGroup> pairs(Array skus, Array names) throws SQLException {
        var allSkus = Arrays.asList((String[]) skus.getArray());
        var allNames = Arrays.asList((String[]) names.getArray());
        var pairs = new ArrayList<OnGroup>();
        for (var i = 0; i < allSkus.size(); i++) {
            pairs.add(new OnGroup(allSkus.get(i), allNames.get(i)));
        }
        return List.copyOf(pairs);
    }
}
