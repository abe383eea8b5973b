package org.licensedesk.request.catalogue;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.request.catalogue.Products.Hit;

/** The catalogue for programs. */
@Path("/api/products")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
class CatalogueApi {
    private final Products products;

    CatalogueApi(Products products) {
        this.products = products;
    }

    /** A product as the API shows it. */
    @Schema(name = "Product")
    record ProductView(
            @Schema(examples = "PROJECT_PLAN3") String sku,
            @Schema(examples = "Project Plan 3") String name,
            @Schema(examples = "28.10") BigDecimal monthlyPrice,
            @Schema(examples = "EUR") String currency,

            @Schema(description = "Seats bought", examples = "40")
            int purchased,

            @Schema(description = "Seats nobody holds", examples = "12")
            int free,

            @Schema(description = "People on the waiting list", examples = "0")
            int waiting) {
        static ProductView of(Hit hit) {
            var product = hit.product();
            return new ProductView(
                    product.sku(),
                    product.name(),
                    product.monthlyPrice(),
                    product.currency(),
                    product.purchased(),
                    product.free(),
                    product.waiting());
        }
    }

    @GET
    @Operation(
            summary = "What can be asked for",
            description = "Requestable products whose name, sku or purpose has all the given words.")
    public PageOf<ProductView> search(
            @Parameter(description = "Words to look for; none: all products", example = "project plan") @RestQuery
                    String q,
            @BeanParam Paging paging) {
        var hits = products.search(q, paging.cursor(3), paging.limit() + 1);
        return PageOf.of(hits, paging.limit(), Hit::place).map(ProductView::of);
    }
}
