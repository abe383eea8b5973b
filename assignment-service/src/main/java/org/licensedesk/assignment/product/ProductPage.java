package org.licensedesk.assignment.product;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.PoolState;
import org.licensedesk.assignment.seat.SeatRow;
import org.licensedesk.assignment.seat.Seats;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.assignment.seat.WaitingRow;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** One product: its numbers, buying and dropping seats, who holds them and who waits. */
@Path("/products/{sku}")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class ProductPage {

    private static final int LINE_SHOWN = 100;

    private final ProductRows products;
    private final Seats seats;
    private final PreviewPool previewPool;
    private final ResizePool resizePool;
    private final DefineProduct defineProduct;
    private final ProductChoices choices;
    private final CurrentUser currentUser;
    private final Flash flash;

    ProductPage(
            ProductRows products,
            Seats seats,
            PreviewPool previewPool,
            ResizePool resizePool,
            DefineProduct defineProduct,
            ProductChoices choices,
            CurrentUser currentUser,
            Flash flash) {
        this.products = products;
        this.seats = seats;
        this.previewPool = previewPool;
        this.resizePool = resizePool;
        this.defineProduct = defineProduct;
        this.choices = choices;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** Everything the page shows. */
    record View(ProductRow product, PageOf<SeatRow> seats, List<WaitingRow> line, boolean first) {

        public int notShownInLine() {
            return product.waiting() - line.size();
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance product(View view, String purchased, PoolPreview preview, FieldErrors errors);

        static native TemplateInstance preview(PoolPreview preview, FieldErrors errors);

        static native TemplateInstance definition(
                ProductForm form, RoleChange change, List<Choice> products, FieldErrors errors);
    }

    @GET
    public TemplateInstance product(@RestPath String sku, @BeanParam Paging paging) {
        View view = view(get(sku), paging);
        return Templates.product(view, String.valueOf(view.product().purchased()), null, FieldErrors.none());
    }

    @GET
    @Path("pool")
    public RestResponse<TemplateInstance> preview(
            @RestPath String sku, @RestQuery String purchased, @HeaderParam("HX-Request") String htmx) {
        ProductRow product = get(sku);
        PoolPreview preview = null;
        FieldErrors errors = FieldErrors.none();
        try {
            preview = previewPool.of(product, PreviewPool.read(purchased));
        } catch (Refusal refusal) {
            errors = refusal.fieldErrors();
        }
        return RestResponse.ok(
                htmx == null
                        ? Templates.product(view(product, new Paging()), purchased, preview, errors)
                        : Templates.preview(preview, errors));
    }

    @POST
    @Path("pool")
    public Object resize(@RestPath String sku, @RestForm String purchased, @RestForm String scheduled) {
        ProductRow before = get(sku);
        try {
            PoolNumbers after = resizePool.to(sku, PreviewPool.read(purchased), scheduled != null, currentUser.email());
            tellWhatHappened(before, after);
            return Response.seeOther(address(sku)).build();
        } catch (Refusal refusal) {
            FieldErrors errors = refusal.fieldErrorsOr("purchased");
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.product(view(get(sku), new Paging()), purchased, null, errors));
        }
    }

    @POST
    @Path("state")
    public Response state(@RestPath String sku, @RestForm String state) {
        ProductRow product = get(sku);
        PoolState chosen = Arrays.stream(PoolState.values())
                .filter(known -> known.name().equals(state))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("state", "The state is ACTIVE, GRACE, SUSPENDED or ENDED."));
        resizePool.change(sku, null, false, chosen, currentUser.email());
        flash.success(
                chosen == PoolState.ENDED
                        ? "The subscription of " + product.name() + " has ended. Its seats are released."
                        : "The subscription of " + product.name() + " is " + chosen.words() + " now.");
        return Response.seeOther(address(sku)).build();
    }

    @GET
    @Path("definition")
    public TemplateInstance definition(@RestPath String sku) {
        return Templates.definition(ProductForm.of(get(sku), choices), null, choices.offered(), FieldErrors.none());
    }

    /** Saves the definition; what it would do to seats that are held is shown first, and has to come back as it was shown. */
    @POST
    @Path("definition")
    public Object redefine(
            @RestPath String sku,
            @RestForm String name,
            @RestForm String monthlyPrice,
            @RestForm String currency,
            @RestForm String requestable,
            @RestForm String roles,
            @RestForm List<String> requires,
            @RestForm List<String> excludes,
            @RestForm String shown) {
        get(sku);
        var form = new ProductForm(
                sku, name, monthlyPrice, currency, requestable != null, roles, requires, excludes, false);
        try {
            Definition definition = form.definition(choices);
            RoleChange change = defineProduct.tryOut(sku, definition);
            if (!change.isNothing() && !change.fingerprint().equals(shown)) {
                return RestResponse.status(
                        RestResponse.Status.CONFLICT,
                        Templates.definition(form, change, choices.offered(), FieldErrors.none()));
            }
            defineProduct.define(sku, definition, currentUser.email());
        } catch (Refusal refusal) {
            return ProductForm.again(refusal, errors -> Templates.definition(form, null, choices.offered(), errors));
        }
        flash.success("The definition of " + form.name() + " is saved.");
        return Response.seeOther(address(sku)).build();
    }

    private View view(ProductRow product, Paging paging) {
        var cursor = paging.cursor(2);
        var rows = seats.list(
                product.sku(),
                null,
                cursor.map(c -> new Seats.Place(c.instant(0), c.uuid(1))).orElse(null),
                paging.limit() + 1);
        return new View(
                product,
                PageOf.of(rows, paging.limit(), row -> Cursor.at(row.since(), row.id())),
                product.waiting() == 0 ? List.of() : seats.waitingFor(product.sku(), LINE_SHOWN),
                cursor.isEmpty());
    }

    private void tellWhatHappened(ProductRow before, PoolNumbers after) {
        int difference = after.purchased() - before.purchased();
        int served = after.used() - before.used();
        if (after.reduceTo() != null) {
            flash.success("%s will shrink to %s, as seats become free. Nobody loses one."
                    .formatted(before.name(), counted(after.reduceTo())));
        } else if (difference == 0 && before.reduceTo() != null) {
            flash.success("%s keeps all %s.".formatted(before.name(), counted(after.purchased())));
        } else if (difference == 0) {
            flash.notice(
                    "Nothing was changed: %s has %s already.".formatted(before.name(), counted(after.purchased())));
        } else if (difference < 0) {
            flash.success("You have dropped %s of %s. It has %s now."
                    .formatted(counted(-difference), before.name(), counted(after.purchased())));
        } else if (served > 0) {
            flash.success("You have bought %s of %s. %d of those who waited %s one now."
                    .formatted(counted(difference), before.name(), served, served == 1 ? "has" : "have"));
        } else {
            flash.success("You have bought %s of %s. It has %s now."
                    .formatted(counted(difference), before.name(), counted(after.purchased())));
        }
    }

    private static String counted(int seats) {
        return seats + (seats == 1 ? " seat" : " seats");
    }

    private static URI address(String sku) {
        return URI.create("/products/" + SkuInAddress.of(sku));
    }

    private ProductRow get(String sku) {
        return products.of(sku).orElseThrow(() -> Refusal.notFound("There is no such product."));
    }
}
