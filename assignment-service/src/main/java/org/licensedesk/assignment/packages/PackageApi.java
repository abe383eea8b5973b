package org.licensedesk.assignment.packages;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Packages for programs. */
@Path("/api/packages")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Packages", description = "Several products that are asked for as one")
class PackageApi {

    private final Packages packages;
    private final DefinePackage definePackage;
    private final CurrentUser currentUser;

    PackageApi(Packages packages, DefinePackage definePackage, CurrentUser currentUser) {
        this.packages = packages;
        this.definePackage = definePackage;
        this.currentUser = currentUser;
    }

    /** What an administrator sends to define a package. */
    @Schema(name = "PackageDefinition")
    record DefinitionBody(
            @Schema(required = true, examples = "\"Starter kit for engineers\"")
            String name,

            @Schema(nullable = true, examples = "\"What every new engineer needs on the first day.\"")
            String description,

            @Schema(required = true, description = "products, given in this order except that prerequisites come first")
            List<String> skus,

            @Schema(
                    nullable = true,
                    description =
                            "for how many days from the approval on, where a request names no last day; left out: without end",
                    examples = "365")
            Integer validDays) {}

    /** A package and its parts. */
    @Schema(name = "Package")
    record PackageView(
            String id,
            String name,
            String description,
            List<String> skus,
            Integer validDays,

            @Schema(description = "what all parts cost a month together, by currency, as far as prices are known")
            List<Cost> monthlyPrices,

            @Schema(description = "how many people could have all of it at once")
            int free,

            List<PartView> parts) {
        static PackageView of(PackageRow row) {
            return new PackageView(
                    row.id(),
                    row.name(),
                    row.description(),
                    row.skus(),
                    row.validDays(),
                    row.prices(),
                    row.free(),
                    row.parts().stream().map(PartView::of).toList());
        }
    }

    /** One of its products. */
    @Schema(name = "PartOfPackage")
    record PartView(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            int purchased,
            int used,
            int free,
            int waiting) {
        static PartView of(PackageRow.Part part) {
            return new PartView(
                    part.sku(),
                    part.name(),
                    part.monthlyPrice(),
                    part.currency(),
                    part.purchased(),
                    part.used(),
                    part.free(),
                    part.waiting());
        }
    }

    @GET
    @Operation(summary = "All packages, by name")
    public PageOf<PackageView> list(@BeanParam Paging paging) {
        var after = paging.cursor(2);
        var rows = packages.list(
                after.map(place -> place.text(0)).orElse(""),
                after.map(place -> place.text(1)).orElse(""),
                paging.limit() + 1);
        return PageOf.of(rows, paging.limit(), row -> Cursor.at(row.name(), row.id()))
                .map(PackageView::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A package and its parts")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PackageView.class),
                            examples = @ExampleObject(name = "package", value = PackageApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such package")
    public PackageView one(@RestPath String id) {
        return PackageView.of(get(id));
    }

    @PUT
    @Path("/{id}")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define a package, or change its definition",
            description =
                    "What is left out is emptied. Requests that were made already keep the parts they were made for.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DefinitionBody.class),
                            examples = @ExampleObject(name = "definition", value = """
                                                    {"name": "Starter kit for engineers", "description": "What every new engineer needs on the first day.",
                                                     "skus": ["PROJECT_PLAN3", "VISIOCLIENT"], "validDays": 365}""")))
    @APIResponse(responseCode = "200", description = "Changed")
    @APIResponse(responseCode = "201", description = "New")
    @APIResponse(
            responseCode = "400",
            description =
                    "What was sent cannot be used, such as an unknown product, products that exclude each other, or an"
                            + " id that is a product's sku; the violations say which field and why")
    public Response define(@RestPath String id, DefinitionBody body) {
        if (body == null) {
            throw Refusal.invalid("name", "A package needs a name.");
        }
        boolean isNew = definePackage.define(
                id,
                PackageDefinition.of(id, body.name(), body.description(), body.skus(), body.validDays()),
                currentUser.email());
        PackageView view = PackageView.of(get(id));
        return isNew
                ? Response.created(URI.create("/api/packages/" + SkuInAddress.of(id)))
                        .entity(view)
                        .build()
                : Response.ok(view).build();
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Operation(
            summary = "Take a package out of the catalogue",
            description = "Nobody can ask for it any more. Open requests go on, and what was given through it stays.")
    @APIResponse(responseCode = "204", description = "Taken out")
    @APIResponse(responseCode = "404", description = "There is no such package")
    public void delete(@RestPath String id) {
        definePackage.delete(id, currentUser.email());
    }

    private PackageRow get(String id) {
        return packages.of(id).orElseThrow(() -> Refusal.notFound("There is no such package."));
    }

    static final String EXAMPLE = """
            {"id": "ENGINEER_STARTER", "name": "Starter kit for engineers",
             "description": "What every new engineer needs on the first day.", "skus": ["PROJECT_PLAN3", "VISIOCLIENT"],
             "validDays": 365, "monthlyPrices": [{"amount": 42.10, "currency": "EUR"}], "free": 2,
             "parts": [{"sku": "PROJECT_PLAN3", "name": "Project Plan 3", "monthlyPrice": 28.10, "currency": "EUR",
                        "purchased": 40, "used": 38, "free": 2, "waiting": 0},
                       {"sku": "VISIOCLIENT", "name": "Visio Plan 2", "monthlyPrice": 14.00, "currency": "EUR",
                        "purchased": 8, "used": 3, "free": 5, "waiting": 0}]}""";
}
