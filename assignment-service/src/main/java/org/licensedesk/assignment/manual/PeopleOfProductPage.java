package org.licensedesk.assignment.manual;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.manual.ManualOrder.Mode;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** One product, many people: find or paste them, see what would happen, then let it happen. */
@Path("/products/{sku}/people")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class PeopleOfProductPage {

    private static final int FOUND_SHOWN = 20;

    private final AssignByHand assignByHand;
    private final Products products;
    private final PeopleFound people;
    private final CurrentUser currentUser;
    private final Flash flash;

    PeopleOfProductPage(
            AssignByHand assignByHand, Products products, PeopleFound people, CurrentUser currentUser, Flash flash) {
        this.assignByHand = assignByHand;
        this.products = products;
        this.people = people;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** What was typed, and who was found. */
    record Form(String emails, Mode mode, WhenFull whenFull, String q, List<PeopleFound.Found> found, boolean more) {
        public boolean isTaking() {
            return mode == Mode.REMOVE;
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance people(
                Products.Known product, Form form, Preview preview, boolean changed, FieldErrors errors);
    }

    @GET
    public TemplateInstance people(@RestPath String sku, @RestQuery String q) {
        return Templates.people(
                product(sku), form(sku, "", Mode.ADD, WhenFull.WAIT, typed(q)), null, false, FieldErrors.none());
    }

    /** Looks for people, shows what would happen, or lets happen what was shown: whichever button was pressed. */
    @POST
    public Object step(
            @RestPath String sku,
            @RestForm String step,
            @RestForm String emails,
            @RestForm List<String> person,
            @RestForm String mode,
            @RestForm String whenFull,
            @RestForm String q,
            @RestForm String shown) {
        Products.Known product = product(sku);
        List<String> holders = new ArrayList<>(TypedEmails.in(emails));
        if (person != null) {
            person.stream().filter(email -> !holders.contains(email)).forEach(holders::add);
        }
        Form form = form(
                sku,
                String.join("\n", holders),
                "REMOVE".equals(mode) ? Mode.REMOVE : Mode.ADD,
                "REFUSE".equals(whenFull) ? WhenFull.REFUSE : WhenFull.WAIT,
                "find".equals(step) ? typed(q) : "");
        if ("find".equals(step)) {
            return Templates.people(product, form, null, false, FieldErrors.none());
        }
        try {
            ManualOrder order = ManualOrder.of(holders, List.of(sku), form.mode(), form.whenFull());
            if (!"confirm".equals(step)) {
                return Templates.people(
                        product, form, assignByHand.tryOut(order, currentUser), false, FieldErrors.none());
            }
            Preview done = assignByHand.carryOutAsShown(order, shown, currentUser);
            if (!done.fingerprint().equals(shown)) {
                return RestResponse.status(
                        RestResponse.Status.CONFLICT, Templates.people(product, form, done, true, FieldErrors.none()));
            }
            flash.success(product.name() + ": " + done.summary() + ".");
            return Response.seeOther(URI.create("/products/" + product.href())).build();
        } catch (Refusal refusal) {
            if (refusal.fieldErrors().isEmpty()) {
                throw refusal;
            }
            return RestResponse.status(
                    RestResponse.Status.BAD_REQUEST,
                    Templates.people(product, form, null, false, refusal.fieldErrors()));
        }
    }

    private Form form(String sku, String emails, Mode mode, WhenFull whenFull, String q) {
        List<PeopleFound.Found> found = people.search(q, sku, FOUND_SHOWN + 1);
        return new Form(
                emails, mode, whenFull, q, found.stream().limit(FOUND_SHOWN).toList(), found.size() > FOUND_SHOWN);
    }

    private static String typed(String text) {
        return text == null ? "" : text.strip();
    }

    private Products.Known product(String sku) {
        return products.of(sku).orElseThrow(() -> Refusal.notFound("There is no such product."));
    }
}
