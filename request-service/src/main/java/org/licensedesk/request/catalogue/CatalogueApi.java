package org.licensedesk.request.catalogue;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.request.catalogue.Products.Hit;
import org.licensedesk.request.people.People;

/** The catalogue for programs. */
@Path("/api/products")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Catalogue")
class CatalogueApi {
    private final Products products;
    private final People people;
    private final CurrentUser user;

    CatalogueApi(Products products, People people, CurrentUser user) {
        this.products = products;
        this.people = people;
        this.user = user;
    }

    /** A product or a package as the API shows it. */
    @Schema(name = "Product")
    record ProductView(
            Kind kind,

            @Schema(
                    description = "The product's sku, or the package's id: what a request names",
                    examples = "PROJECT_PLAN3")
            String sku,

            @Schema(examples = "Project Plan 3") String name,

            @Schema(
                    description =
                            "Of a package: the sum of its parts; null where a price is not known or the currencies differ, and for guests",
                    examples = "28.10")
            BigDecimal monthlyPrice,

            @Schema(examples = "EUR") String currency,

            @Schema(description = "Seats bought; of a package: of the part with the fewest", examples = "40")
            int purchased,

            @Schema(description = "Seats nobody holds; of a package: of the part with the fewest", examples = "12")
            int free,

            @Schema(
                    description = "People on the waiting list; of a package: of the part most people wait for",
                    examples = "0")
            int waiting,

            @Schema(description = "What a package is for", nullable = true)
            String description,

            @Schema(description = "For how many days a package is given; null: without end", nullable = true)
            Integer validDays,

            @Schema(description = "The products of a package; empty for a product")
            List<PartView> parts) {
        static ProductView of(Hit hit, boolean priced) {
            var offer = hit.offer();
            var price = priced ? offer.price() : null;
            return new ProductView(
                    offer.kind(),
                    offer.id(),
                    offer.name(),
                    price == null ? null : price.amount(),
                    price == null ? null : price.currency(),
                    offer.purchased(),
                    offer.free(),
                    offer.waiting(),
                    offer.description(),
                    offer.validDays(),
                    offer.isPackage()
                            ? offer.parts().stream()
                                    .map(part -> PartView.of(part, priced))
                                    .toList()
                            : List.of());
        }
    }

    /** A product as part of a package. */
    @Schema(name = "PartOfPackage")
    record PartView(
            @Schema(examples = "VISIOCLIENT") String sku,
            @Schema(examples = "Visio Plan 2") String productName,
            @Schema(examples = "14.00") BigDecimal monthlyPrice,
            @Schema(examples = "EUR") String currency,
            @Schema(examples = "3") int free,
            @Schema(examples = "0") int waiting) {
        static PartView of(Product product, boolean priced) {
            return new PartView(
                    product.sku(),
                    product.name(),
                    priced ? product.monthlyPrice() : null,
                    priced ? product.currency() : null,
                    product.free(),
                    product.waiting());
        }
    }

    @GET
    @Operation(
            summary = "What can be asked for",
            description =
                    "Requestable products whose name, sku or purpose has all the given words, and packages of products."
                            + " What they cost is shown to people of the directory, administrators and auditors.")
    public PageOf<ProductView> search(
            @Parameter(description = "Words to look for; none: all products", example = "project plan") @RestQuery
                    String q,
            @BeanParam Paging paging) {
        var hits = products.search(q, paging.cursor(3), paging.limit() + 1);
        var priced = user.isAuditor() || !people.isGuest(user);
        return PageOf.of(hits, paging.limit(), Hit::place).map(hit -> ProductView.of(hit, priced));
    }
}
