package org.licensedesk.assignment.product;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.licensedesk.assignment.product.ProductEvent.ProductDefined;
import org.licensedesk.assignment.seat.ProductRules;

/** What can be licensed. Its seats are not counted here but in its pool, by the ledger. */
@Entity
@Table(name = "product")
class Product extends PanacheEntityBase {

    @Id
    private String sku;

    private String name;

    @Column(name = "vendor_id")
    private UUID vendorId;

    @Column(name = "monthly_price")
    private BigDecimal monthlyPrice;

    private String currency;
    private boolean requestable;

    @Column(name = "service_plans")
    @JdbcTypeCode(SqlTypes.JSON)
    private List<ServicePlan> servicePlans;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> roles;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> requires;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> excludes;

    @Column(name = "defined_at")
    private Instant definedAt;

    @Version
    private int version;

    protected Product() {} // for Hibernate

    Product(String sku, Definition definition, Instant now) {
        this.sku = sku;
        this.servicePlans = List.of();
        take(definition, now);
    }

    static Optional<Product> of(String sku) {
        return findByIdOptional(sku);
    }

    /** Takes on a new definition; nothing if it is the one it has. */
    Optional<ProductDefined> redefine(Definition definition, Instant now) {
        if (definition.equals(definition())) {
            return Optional.empty();
        }
        List<String> changed = definition.differenceTo(definition());
        take(definition, now);
        return Optional.of(defined(changed));
    }

    /** It is new. */
    ProductDefined added() {
        return defined(List.of("added"));
    }

    private ProductDefined defined(List<String> changed) {
        return new ProductDefined(
                sku, name, monthlyPrice, currency, requestable, servicePlans, roles, requires, excludes, changed);
    }

    Definition definition() {
        return new Definition(name, monthlyPrice, currency, requestable, new ProductRules(roles, requires, excludes));
    }

    private void take(Definition definition, Instant now) {
        this.name = definition.name();
        this.monthlyPrice = definition.monthlyPrice();
        this.currency = definition.currency();
        this.requestable = definition.requestable();
        this.roles = new ArrayList<>(definition.rules().roles());
        this.requires = new ArrayList<>(definition.rules().requires());
        this.excludes = new ArrayList<>(definition.rules().excludes());
        this.definedAt = now;
    }
}
