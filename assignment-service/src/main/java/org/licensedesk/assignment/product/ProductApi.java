package org.licensedesk.assignment.product;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.ProductRules;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** Products and pools for programs. */
@Path("/api/products")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products", description = "What can be licensed, and how many seats of it were bought")
class ProductApi {

    private final ProductRows products;
    private final DefineProduct defineProduct;
    private final ImportProducts importProducts;
    private final ResizePool resizePool;
    private final CurrentUser currentUser;

    ProductApi(
            ProductRows products,
            DefineProduct defineProduct,
            ImportProducts importProducts,
            ResizePool resizePool,
            CurrentUser currentUser) {
        this.products = products;
        this.defineProduct = defineProduct;
        this.importProducts = importProducts;
        this.resizePool = resizePool;
        this.currentUser = currentUser;
    }

    /** What an administrator sends to define a product. */
    @Schema(name = "ProductDefinition")
    record DefinitionBody(
            @Schema(required = true, examples = "\"Project Plan 3\"")
            String name,

            @Schema(nullable = true, examples = "28.10") BigDecimal monthlyPrice,

            @Schema(nullable = true, description = "ISO 4217", examples = "\"EUR\"")
            String currency,

            @Schema(nullable = true, description = "true unless said otherwise", examples = "true")
            Boolean requestable,

            @Schema(nullable = true, description = "what a seat brings its holder", examples = "[\"Project Manager\"]")
            List<String> roles,

            @Schema(nullable = true, description = "skus a holder has to hold before")
            List<String> requires,

            @Schema(nullable = true, description = "skus nobody may hold beside it")
            List<String> excludes,

            @Schema(
                    nullable = true,
                    description = "only says what it would do to the seats that are held",
                    examples = "false")
            Boolean dryRun) {

        ProductRules rules() {
            return new ProductRules(tidy("roles", roles), tidy("requires", requires), tidy("excludes", excludes));
        }

        private static List<String> tidy(String field, List<String> entries) {
            if (entries == null) {
                return List.of();
            }
            if (entries.stream().anyMatch(Objects::isNull)) {
                throw Refusal.invalid(field, "An entry of this list is null.");
            }
            return entries.stream().map(String::strip).distinct().toList();
        }
    }

    /** How many seats are to be bought in all, and where the subscription stands. */
    @Schema(name = "PoolSize")
    record PoolBody(
            @Schema(nullable = true, minimum = "0", description = "left out: as many as now", examples = "40")
            Integer purchased,

            @Schema(
                    nullable = true,
                    description = "whether seats in use may be dropped: they are retired as they become free,"
                            + " and taken out of nobody's hands",
                    examples = "false")
            Boolean scheduled,

            @Schema(
                    nullable = true,
                    description =
                            "only ACTIVE gives seats; GRACE keeps what is held, SUSPENDED keeps the seats and takes the"
                                    + " access, ENDED releases everything. Left out: as it is",
                    examples = "\"ACTIVE\"")
            PoolState state,

            @Schema(nullable = true, description = "only says what it would do", examples = "false")
            Boolean dryRun) {}

    /** What a definition would do to the seats that are held. */
    @Schema(name = "ProductDefinitionPreview")
    record DefinitionPreview(
            boolean dryRun,

            @Schema(description = "seats of use today whose holders would have none of the roles", examples = "3")
            int becomeUnusable,

            @Schema(description = "seats of no use today that would be of use", examples = "0")
            int becomeUsable) {
        static DefinitionPreview of(RoleChange change) {
            return new DefinitionPreview(true, change.unusable(), change.usable());
        }
    }

    /** What another size or state of a pool would do. */
    @Schema(name = "PoolSizePreview")
    record PoolPreviewView(
            boolean dryRun,
            int purchased,
            PoolState state,
            Integer reduceTo,

            @Schema(description = "people who wait and would have a seat at once", examples = "0")
            int seatsGiven,

            @Schema(description = "held seats that would end with the subscription", examples = "38")
            int seatsEnded,

            @Schema(description = "waiting places that would end with it", examples = "2")
            int waitingPlacesEnded,

            @Schema(description = "held seats that could not be used while it is suspended", examples = "0")
            int seatsWithoutAccess) {
        static PoolPreviewView of(PoolChange change) {
            return new PoolPreviewView(
                    true,
                    change.after().purchased(),
                    change.after().state(),
                    change.after().reduceTo(),
                    change.seatsGiven(),
                    change.seatsEnded(),
                    change.waitingPlacesEnded(),
                    change.seatsWithoutAccess());
        }
    }

    /** A product and its pool. */
    @Schema(name = "Product")
    record ProductView(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            boolean requestable,
            int purchased,
            int used,
            int free,
            int waiting,
            PoolState state,
            Integer reduceTo,
            List<String> roles,
            List<String> requires,
            List<String> excludes) {
        static ProductView of(ProductRow row) {
            return new ProductView(
                    row.sku(),
                    row.name(),
                    row.monthlyPrice(),
                    row.currency(),
                    row.requestable(),
                    row.purchased(),
                    row.used(),
                    row.free(),
                    row.waiting(),
                    row.state(),
                    row.reduceTo(),
                    row.roles(),
                    row.requires(),
                    row.excludes());
        }
    }

    @GET
    @Path("/{sku}")
    @Operation(summary = "A product and its pool")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ProductView.class),
                            examples = @ExampleObject(name = "product", value = ProductApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such product")
    public ProductView product(@RestPath String sku) {
        return ProductView.of(get(sku));
    }

    @PUT
    @Path("/{sku}")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define a product, or change its definition",
            description =
                    "What is left out is emptied. Other roles give nothing to those who hold a seat already: with dryRun the"
                            + " answer says how many seats would become unusable or usable, and nothing is changed.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = DefinitionBody.class),
                            examples = @ExampleObject(name = "definition", value = """
                                                    {"name": "Project Plan 3", "monthlyPrice": 28.10, "currency": "EUR"}""")))
    @APIResponse(
            responseCode = "200",
            description = "Changed; with dryRun, what would become of the seats that are held",
            content =
                    @Content(
                            schema = @Schema(oneOf = {ProductView.class, DefinitionPreview.class}),
                            examples = {
                                @ExampleObject(name = "product", value = ProductApi.EXAMPLE),
                                @ExampleObject(
                                        name = "dryRun",
                                        value = "{\"dryRun\": true, \"becomeUnusable\": 3, \"becomeUsable\": 0}")
                            }))
    @APIResponse(responseCode = "201", description = "New")
    @APIResponse(
            responseCode = "400",
            description = "What was sent cannot be used; the violations say which field and why")
    public Response define(@RestPath String sku, DefinitionBody body) {
        if (body == null) {
            throw Refusal.invalid("name", "A product needs a name.");
        }
        Definition definition =
                Definition.of(body.name(), body.monthlyPrice(), body.currency(), body.requestable(), body.rules());
        if (Boolean.TRUE.equals(body.dryRun())) {
            return Response.ok(DefinitionPreview.of(defineProduct.tryOut(sku, definition)))
                    .build();
        }
        boolean isNew = defineProduct.define(sku, definition, currentUser.email());
        ProductView view = ProductView.of(get(sku));
        return isNew
                ? Response.created(address(sku)).entity(view).build()
                : Response.ok(view).build();
    }

    @POST
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes("text/csv")
    @Operation(
            summary = "Import products",
            description =
                    "A CSV in the layout of Microsoft's published list of products and service plans: one row per product"
                            + " and service plan, UTF-8 or Windows-1252. Prices, pools and products not in the list stay as they are."
                            + " With ?strict one rejected row refuses the whole.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "list", value = """
                                                    Product_Display_Name,String_Id,GUID,Service_Plan_Name,Service_Plan_Id,Service_Plans_Included_Friendly_Names
                                                    Visio Plan 2,VISIOCLIENT,c5928f49-12ba-48f7-ada3-0d743a3601d5,VISIOONLINE,2bdbaf8f-738f-4ac7-9234-3c3ee2ce7d0f,Visio web app""")))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ImportReport.class),
                            examples = @ExampleObject(name = "report", value = """
                                                    {"added": 412, "changed": 1, "unchanged": 0, "deactivated": 0,
                                                     "rejected": [{"line": 17, "sku": null, "cause": "A product needs a sku."}],
                                                     "notes": [], "encoding": "Windows-1252"}""")))
    @APIResponse(responseCode = "400", description = "This is no such list, or rows were rejected in strict mode")
    @Parameter(
            name = "strict",
            in = ParameterIn.QUERY,
            allowEmptyValue = true,
            description = "all or nothing",
            schema = @Schema(implementation = String.class))
    public ImportReport importList(byte[] list, @Context UriInfo address) {
        // a plain ?strict has no value, and no parameter would be bound to it
        var given = address.getQueryParameters().get("strict");
        boolean strict = given != null && !given.contains("false");
        return importProducts.read(list, strict, currentUser.email());
    }

    @PUT
    @Path("/{sku}/pool")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Buy or drop seats",
            description =
                    "Says how many seats are bought in all; the difference to the running lots becomes a lot itself. New"
                            + " ones go to the waiting list at once. Also says where the vendor's subscription stands; ENDED takes all"
                            + " seats and waiting places, which cannot be undone. With dryRun all of it is done and undone: the"
                            + " answer says what would happen.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PoolBody.class),
                            examples = @ExampleObject(name = "pool", value = "{\"purchased\": 40}")))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(oneOf = {ProductView.class, PoolPreviewView.class}),
                            examples = {
                                @ExampleObject(name = "product", value = ProductApi.EXAMPLE),
                                @ExampleObject(name = "dryRun", value = """
                                                    {"dryRun": true, "purchased": 40, "state": "ENDED", "reduceTo": null, "seatsGiven": 0,
                                                     "seatsEnded": 38, "waitingPlacesEnded": 2, "seatsWithoutAccess": 0}""")
                            }))
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(
            responseCode = "409",
            description = "More seats are in use and it is not scheduled; the problem carries purchased and used")
    public Object resize(@RestPath String sku, PoolBody body) {
        if (body == null || body.purchased() == null && body.state() == null) {
            throw Refusal.invalid("purchased", "Say how many seats are bought in all.");
        }
        get(sku);
        if (Boolean.TRUE.equals(body.dryRun())) {
            return PoolPreviewView.of(resizePool.tryOut(
                    sku, body.purchased(), Boolean.TRUE.equals(body.scheduled()), body.state(), currentUser.email()));
        }
        resizePool.change(
                sku, body.purchased(), Boolean.TRUE.equals(body.scheduled()), body.state(), currentUser.email());
        return ProductView.of(get(sku));
    }

    private ProductRow get(String sku) {
        return products.of(sku).orElseThrow(() -> Refusal.notFound("There is no such product."));
    }

    private static URI address(String sku) {
        return URI.create("/api/products/" + SkuInAddress.of(sku));
    }

    static final String EXAMPLE = """
            {"sku": "PROJECT_PLAN3", "name": "Project Plan 3", "monthlyPrice": 28.10, "currency": "EUR", "requestable": true,
             "purchased": 40, "used": 38, "free": 2, "waiting": 0,
             "state": "ACTIVE", "reduceTo": null, "roles": ["Project Manager"], "requires": [], "excludes": []}""";
}
