package org.licensedesk.assignment.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.product.ProductEvent.ProductDefined;
import org.licensedesk.assignment.product.PublishedProductList.Listed;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Takes over a vendor's list of products: all of it in one transaction and a handful of statements. */
@ApplicationScoped
class ImportProducts {

    private static final TypeReference<List<ServicePlan>> SERVICE_PLANS = new TypeReference<>() {};

    private final Database database;
    private final Outbox outbox;
    private final Ledger ledger;
    private final OtherOffers otherOffers;
    private final ObjectMapper json;
    private final Clock clock;

    ImportProducts(
            Database database, Outbox outbox, Ledger ledger, OtherOffers otherOffers, ObjectMapper json, Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.ledger = ledger;
        this.otherOffers = otherOffers;
        this.json = json;
        this.clock = clock;
    }

    /** @param strict whether one rejected row refuses the whole list */
    ImportReport read(byte[] sent, boolean strict, String administrator) {
        PublishedProductList list = PublishedProductList.read(sent);
        if (strict && !list.rejected().isEmpty()) {
            throw refused(list);
        }
        return database.inTransaction(tx -> take(tx, list, strict, Origin.by(administrator)));
    }

    private ImportReport take(Handle tx, PublishedProductList list, boolean strict, Origin origin) {
        ProductRows.oneDefinitionAtATime(tx);
        list.reject(
                otherOffers.among(tx, list.products().stream().map(Listed::sku).toList()));
        if (strict && !list.rejected().isEmpty()) {
            throw refused(list);
        }
        List<Listed> products = list.products();
        Map<String, Boolean> isNew = newOrChanged(tx, products);
        List<Listed> toTake = products.stream()
                .filter(product -> isNew.containsKey(product.sku()))
                .toList();
        ledger.open(tx, toTake.stream().collect(Collectors.toMap(Listed::sku, Listed::name)));
        List<ProductDefined> defined = save(tx, toTake);
        outbox.append(
                tx, defined.stream().map(fact -> new Outgoing(fact, origin)).toList());

        int added = (int) isNew.values().stream().filter(Boolean::booleanValue).count();
        return new ImportReport(
                added,
                isNew.size() - added,
                products.size() - isNew.size(),
                0,
                list.rejected(),
                list.notes(),
                list.encoding());
    }

    private Map<String, Boolean> newOrChanged(Handle tx, List<Listed> products) {
        return columns(products)
                .bindTo(tx.createQuery("""
                                select v.sku, p.sku is null as is_new
                                from unnest(:skus, :names, :vendorIds, :plans) as v(sku, name, vendor_id, plans)
                                left join product p on p.sku = v.sku
                                where p.sku is null
                                   or (p.name, p.vendor_id, p.service_plans) is distinct from (v.name, v.vendor_id, v.plans::jsonb)
                                """))
                .map((row, context) -> Map.entry(row.getString("sku"), row.getBoolean("is_new")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private List<ProductDefined> save(Handle tx, List<Listed> products) {
        return columns(products)
                .bindTo(tx.createQuery("""
                                insert into product (sku, name, vendor_id, service_plans, defined_at)
                                select sku, name, vendor_id, plans::jsonb, :now
                                from unnest(:skus, :names, :vendorIds, :plans) as v(sku, name, vendor_id, plans)
                                on conflict (sku) do update set name = excluded.name, vendor_id = excluded.vendor_id,
                                    service_plans = excluded.service_plans, defined_at = excluded.defined_at,
                                    version = product.version + 1
                                returning sku, name, monthly_price, currency, requestable, service_plans, roles, requires, excludes
                                """).bind("now", clock.instant().atOffset(ZoneOffset.UTC)))
                .map((row, context) -> defined(row))
                .list();
    }

    private ProductDefined defined(ResultSet row) throws SQLException {
        return new ProductDefined(
                row.getString("sku"),
                row.getString("name"),
                row.getBigDecimal("monthly_price"),
                row.getString("currency"),
                row.getBoolean("requestable"),
                read(row.getString("service_plans")),
                Columns.texts(row, "roles"),
                Columns.texts(row, "requires"),
                Columns.texts(row, "excludes"),
                null);
    }

    private Columns<Listed> columns(List<Listed> products) {
        return Columns.of(products)
                .text("skus", Listed::sku)
                .text("names", Listed::name)
                .uuid("vendorIds", Listed::vendorId)
                .text("plans", product -> write(product.servicePlans()));
    }

    private String write(List<ServicePlan> plans) {
        try {
            return json.writeValueAsString(plans);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("service plans are plain text", impossible);
        }
    }

    private List<ServicePlan> read(String plans) {
        try {
            return json.readValue(plans, SERVICE_PLANS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("service plans were written by us: " + plans, impossible);
        }
    }

    private static Refusal refused(PublishedProductList list) {
        int rows = list.rejected().size();
        return Refusal.invalid(
                        "file",
                        "%d %s cannot be taken, so nothing was changed.".formatted(rows, rows == 1 ? "row" : "rows"))
                .with("added", 0)
                .with("changed", 0)
                .with("deactivated", 0)
                .with("rejected", list.rejected());
    }
}
