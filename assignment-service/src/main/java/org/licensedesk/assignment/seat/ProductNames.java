package org.licensedesk.assignment.seat;

import java.util.Collection;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** What the ledger calls products. */
public final class ProductNames {

    private ProductNames() {}

    /** The names of these products by their skus; an unknown one is left out. */
    public static Map<String, String> of(Handle handle, Collection<String> skus) {
        if (skus.isEmpty()) {
            return Map.of();
        }
        return Columns.of(skus)
                .text("skus", Function.identity())
                .bindTo(handle.createQuery("select sku, product_name from pool where sku = any(:skus)"))
                .map((row, context) -> Map.entry(row.getString("sku"), row.getString("product_name")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
