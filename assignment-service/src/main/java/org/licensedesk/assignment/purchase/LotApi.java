package org.licensedesk.assignment.purchase;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Purchase lots for programs; administrators alone, for prices are nobody else's business. */
@Path("/api/products/{sku}/lots")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Products")
class LotApi {

    private final RecordLot recordLot;
    private final Lots lots;
    private final Database database;
    private final CurrentUser currentUser;

    LotApi(RecordLot recordLot, Lots lots, Database database, CurrentUser currentUser) {
        this.recordLot = recordLot;
        this.lots = lots;
        this.database = database;
        this.currentUser = currentUser;
    }

    /** What is sent to record seats that were bought. */
    @Schema(name = "NewLot")
    record LotBody(
            @Schema(required = true, examples = "\"PO-2026-0417\"")
            String orderNumber,

            @Schema(nullable = true, description = "left out: today", examples = "\"2026-11-22\"")
            LocalDate orderedOn,

            @Schema(nullable = true, description = "what one seat costs a month", examples = "26.50")
            BigDecimal price,

            @Schema(nullable = true, description = "ISO 4217", examples = "\"EUR\"")
            String currency,

            @Schema(required = true, minimum = "1", examples = "20")
            Integer quantity,

            @Schema(
                    nullable = true,
                    description = "the first day of the term; left out: today",
                    examples = "\"2027-01-01\"")
            LocalDate startsOn,

            @Schema(
                    nullable = true,
                    description = "the last day of the term; left out: no end",
                    examples = "\"2027-12-31\"")
            LocalDate endsOn) {}

    /** A lot as the API shows it. */
    @Schema(name = "Lot")
    record LotView(
            UUID id,
            String sku,
            Lot.Kind kind,
            String orderNumber,
            LocalDate orderedOn,
            BigDecimal price,
            String currency,

            @Schema(description = "how many seats; an adjustment may take some away")
            int quantity,

            LocalDate startsOn,
            LocalDate endsOn,

            @Schema(description = "the running lots add up to what the pool has")
            Lot.State state,

            String recordedBy,
            Instant recordedAt) {
        static LotView of(Lot lot) {
            return new LotView(
                    lot.id(),
                    lot.sku(),
                    lot.kind(),
                    lot.orderNumber(),
                    lot.orderedOn(),
                    lot.price(),
                    lot.currency(),
                    lot.quantity(),
                    lot.startsOn(),
                    lot.endsOn(),
                    lot.state(),
                    lot.recordedBy(),
                    lot.recordedAt());
        }
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Record seats that were bought",
            description =
                    "They count from the first day of their term to the last, by themselves. While a term runs, its"
                            + " seats go to the waiting list at once; when it ends below use, seats are retired as they become free.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = LotBody.class),
                            examples = @ExampleObject(name = "order", value = """
                                    {"orderNumber": "PO-2026-0417", "orderedOn": "2026-11-22", "price": 26.50, "currency": "EUR",
                                     "quantity": 20, "startsOn": "2027-01-01", "endsOn": "2027-12-31"}""")))
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(
                            schema = @Schema(implementation = LotView.class),
                            examples = @ExampleObject(name = "lot", value = LotApi.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "Fields that cannot be used")
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(
            responseCode = "409",
            description = "This order is recorded for this product and this first day already")
    public Response add(@RestPath String sku, LotBody body) {
        if (body == null) {
            throw Refusal.invalid("orderNumber", "Say by which order they were bought.");
        }
        Order order = Order.of(
                body.orderNumber(),
                body.orderedOn(),
                body.price(),
                body.currency(),
                body.quantity(),
                body.startsOn(),
                body.endsOn(),
                recordLot.today());
        Lot lot = recordLot.record(sku, order, currentUser.email());
        return Response.created(URI.create("/api/products/" + SkuInAddress.of(sku) + "/lots/" + lot.id()))
                .entity(LotView.of(lot))
                .build();
    }

    @GET
    @Operation(
            summary = "The lots of a product",
            description = "The latest recorded first, those that are over included.")
    @APIResponse(responseCode = "200", content = @Content(examples = @ExampleObject(name = "lots", value = """
                                    {"items": [{"id": "01934d2c-0200-7abc-8def-0123456789ab", "sku": "PROJECT_PLAN3",
                                                "kind": "ADJUSTMENT", "orderNumber": null, "orderedOn": "2026-11-22",
                                                "price": null, "currency": null, "quantity": -2, "startsOn": "2026-11-22",
                                                "endsOn": "2027-12-31", "state": "RUNNING",
                                                "recordedBy": "lena.fischer@harbour.example",
                                                "recordedAt": "2026-11-22T10:42:00.123456Z"}],
                                     "next": null}""")))
    @APIResponse(responseCode = "404", description = "There is no such product")
    public PageOf<LotView> list(@RestPath String sku, @BeanParam Paging paging) {
        var behind = paging.cursor(1).map(cursor -> cursor.uuid(0)).orElse(null);
        int limit = paging.limit();
        return database.read(handle -> {
            lots.bought(handle, sku).orElseThrow(LotApi::noSuchProduct);
            return PageOf.of(lots.of(handle, sku, behind, limit + 1), limit, lot -> Cursor.at(lot.id()))
                    .map(LotView::of);
        });
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "One lot")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = LotView.class),
                            examples = @ExampleObject(name = "lot", value = LotApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such lot of this product")
    public LotView lot(@RestPath String sku, @RestPath UUID id) {
        return database.read(handle -> lots.of(handle, sku, id))
                .map(LotView::of)
                .orElseThrow(() -> Refusal.notFound("There is no such lot."));
    }

    private static Refusal noSuchProduct() {
        return Refusal.notFound("There is no such product.");
    }

    static final String EXAMPLE = """
            {"id": "01934d2c-0100-7abc-8def-0123456789ab", "sku": "PROJECT_PLAN3", "kind": "PURCHASE",
             "orderNumber": "PO-2026-0417", "orderedOn": "2026-11-22", "price": 26.50, "currency": "EUR", "quantity": 20,
             "startsOn": "2027-01-01", "endsOn": "2027-12-31", "state": "PLANNED",
             "recordedBy": "lena.fischer@harbour.example", "recordedAt": "2026-11-22T10:42:00.123456Z"}""";
}
