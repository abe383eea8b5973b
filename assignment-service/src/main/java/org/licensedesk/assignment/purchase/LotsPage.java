package org.licensedesk.assignment.purchase;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.form.Objections;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** What was bought of one product, and the form that records more. */
@Path("/products/{sku}/lots")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class LotsPage {

    private final RecordLot recordLot;
    private final Lots lots;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    LotsPage(RecordLot recordLot, Lots lots, Database database, CurrentUser currentUser, Flash flash) {
        this.recordLot = recordLot;
        this.lots = lots;
        this.database = database;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** Everything the page shows. */
    record View(Lots.Bought pool, PageOf<Lot> lots, boolean first) {}

    /** What was typed, kept as it was typed. */
    record Typed(
            String orderNumber,
            String orderedOn,
            String price,
            String currency,
            String quantity,
            String startsOn,
            String endsOn) {

        static Typed nothing(LocalDate today) {
            return new Typed("", today.toString(), "", "EUR", "", today.toString(), "");
        }

        /** What was meant; everything that is wrong with it is said at once. */
        Order order(LocalDate today) {
            Objections objections = new Objections();
            LocalDate ordered = day("orderedOn", orderedOn, objections);
            LocalDate starts = day("startsOn", startsOn, objections);
            LocalDate ends = day("endsOn", endsOn, objections);
            BigDecimal money = number("price", price, objections);
            BigDecimal seats = number("quantity", quantity, objections);
            return objections.refuseOr(() -> Order.of(
                    orderNumber,
                    ordered,
                    money,
                    money == null ? null : currency,
                    seats == null || seats.stripTrailingZeros().scale() > 0 || seats.precision() > 9
                            ? null
                            : seats.intValue(),
                    starts,
                    ends,
                    today));
        }

        private static LocalDate day(String field, String typed, Objections objections) {
            try {
                return typed == null || typed.isBlank() ? null : LocalDate.parse(typed.strip());
            } catch (DateTimeParseException notADay) {
                objections.add(field, "A day looks like 2027-06-30.");
                return null;
            }
        }

        private static BigDecimal number(String field, String typed, Objections objections) {
            try {
                // a decimal comma is what half of Europe types
                return typed == null || typed.isBlank()
                        ? null
                        : new BigDecimal(typed.strip().replace(',', '.'));
            } catch (NumberFormatException notANumber) {
                objections.add(
                        field, field.equals("price") ? "A price is a number such as 28.10." : "This is no number.");
                return null;
            }
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance lots(View view, Typed typed, FieldErrors errors);
    }

    @GET
    public TemplateInstance lots(@RestPath String sku, @BeanParam Paging paging) {
        return Templates.lots(view(sku, paging), Typed.nothing(recordLot.today()), FieldErrors.none());
    }

    @POST
    public Object add(
            @RestPath String sku,
            @RestForm String orderNumber,
            @RestForm String orderedOn,
            @RestForm String price,
            @RestForm String currency,
            @RestForm String quantity,
            @RestForm String startsOn,
            @RestForm String endsOn) {
        var typed = new Typed(orderNumber, orderedOn, price, currency, quantity, startsOn, endsOn);
        try {
            Lot lot = recordLot.record(sku, typed.order(recordLot.today()), currentUser.email());
            String seats = lot.quantity() == 1 ? "1 seat is" : lot.quantity() + " seats are";
            flash.success(
                    lot.state() == Lot.State.RUNNING
                            ? seats + " added to the pool."
                            : seats + " recorded, and will be added on " + lot.startsOn() + ".");
            return Response.seeOther(URI.create("/products/" + SkuInAddress.of(sku) + "/lots"))
                    .build();
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
                throw refusal;
            }
            FieldErrors errors = refusal.fieldErrorsOr("orderNumber");
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.lots(view(sku, new Paging()), typed, errors));
        }
    }

    private View view(String sku, Paging paging) {
        var behind = paging.cursor(1).map(cursor -> cursor.uuid(0)).orElse(null);
        return database.read(handle -> new View(
                lots.bought(handle, sku).orElseThrow(() -> Refusal.notFound("There is no such product.")),
                PageOf.of(lots.of(handle, sku, behind, paging.limit() + 1), paging.limit(), lot -> Cursor.at(lot.id())),
                behind == null));
    }
}
