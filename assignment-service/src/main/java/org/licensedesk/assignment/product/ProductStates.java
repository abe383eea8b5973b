package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.product.ProductEvent.ProductState;
import org.licensedesk.assignment.seat.Catalogue;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** Puts definition and pool together for the catalogue that others keep. */
@ApplicationScoped
class ProductStates implements Catalogue {

    @Override
    public List<OutgoingEvent> statesOf(Handle tx, Collection<PoolNumbers> pools) {
        Map<String, PoolNumbers> bySku =
                pools.stream().collect(Collectors.toMap(PoolNumbers::sku, Function.identity()));
        return Columns.of(bySku.keySet())
                .text("skus", Function.identity())
                .bindTo(tx.createQuery("""
                                select p.sku, p.name, p.monthly_price, p.currency, p.requestable, p.requires, p.excludes,
                                       cp.group_id as claim_group
                                from product p left join claim_policy cp on cp.sku = p.sku and cp.enabled
                                where p.sku = any(:skus) order by p.sku
                                """))
                .map((row, context) -> {
                    PoolNumbers pool = bySku.get(row.getString("sku"));
                    return (OutgoingEvent) new ProductState(
                            pool.sku(),
                            row.getString("name"),
                            row.getBigDecimal("monthly_price"),
                            row.getString("currency"),
                            row.getBoolean("requestable"),
                            pool.purchased(),
                            pool.used(),
                            pool.waiting(),
                            pool.state(),
                            Columns.texts(row, "requires"),
                            Columns.texts(row, "excludes"),
                            row.getString("claim_group"));
                })
                .list();
    }
}
