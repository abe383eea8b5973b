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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.manual.ManualOrder.Mode;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** One person, many products: beside what they have or instead of it. What would be lost is shown before it is. */
@Path("/people/{email}/products")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class ProductsOfPersonPage {

    private static final int FOUND_SHOWN = 30;

    private final AssignByHand assignByHand;
    private final Products products;
    private final Directory directory;
    private final Ledger ledger;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    ProductsOfPersonPage(
            AssignByHand assignByHand,
            Products products,
            Directory directory,
            Ledger ledger,
            Database database,
            CurrentUser currentUser,
            Flash flash) {
        this.assignByHand = assignByHand;
        this.products = products;
        this.directory = directory;
        this.ledger = ledger;
        this.database = database;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** A product on the form. */
    record Choice(Products.Known product, boolean ticked, boolean held, boolean waited) {}

    /** What was chosen, and what there is to choose from. */
    record Form(List<Choice> choices, List<String> skus, Mode mode, WhenFull whenFull, String q, boolean more) {
        public boolean isReplacing() {
            return mode == Mode.REPLACE;
        }
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance products(
                KnownPerson person, String address, Form form, Preview preview, boolean changed, FieldErrors errors);
    }

    @GET
    public TemplateInstance products(@RestPath String email, @RestQuery String mode) {
        KnownPerson person = person(email);
        boolean replacing = "REPLACE".equals(mode);
        Map<String, LiveReason.State> standing = standing(person);
        Form form = form(
                replacing ? new LinkedHashSet<>(standing.keySet()) : Set.of(),
                standing,
                replacing ? Mode.REPLACE : Mode.ADD,
                WhenFull.WAIT,
                "");
        return page(person, form, null, false, FieldErrors.none());
    }

    /** Looks for products, shows what would happen, or lets happen what was shown: whichever button was pressed. */
    @POST
    public Object step(
            @RestPath String email,
            @RestForm String step,
            @RestForm List<String> sku,
            @RestForm String mode,
            @RestForm String whenFull,
            @RestForm String q,
            @RestForm String shown) {
        KnownPerson person = person(email);
        Set<String> skus = new LinkedHashSet<>(sku == null ? List.of() : sku);
        Form form = form(
                skus,
                standing(person),
                "REPLACE".equals(mode) ? Mode.REPLACE : Mode.ADD,
                "REFUSE".equals(whenFull) ? WhenFull.REFUSE : WhenFull.WAIT,
                "find".equals(step) && q != null ? q.strip() : "");
        if ("find".equals(step)) {
            return page(person, form, null, false, FieldErrors.none());
        }
        try {
            if (form.isReplacing() && skus.isEmpty()) {
                throw Refusal.invalid(
                        "skus",
                        "Tick what %s shall have instead. To take products away, remove them one by one on the page before."
                                .formatted(person.holder().name()));
            }
            ManualOrder order =
                    ManualOrder.of(List.of(person.holder().email()), List.copyOf(skus), form.mode(), form.whenFull());
            if (form.isReplacing()) {
                order = order.leavingWhatIsHeld(); // the form comes with all of it ticked, which is no wish for more
            }
            if (!"confirm".equals(step)) {
                return page(person, form, assignByHand.tryOut(order, currentUser), false, FieldErrors.none());
            }
            Preview done = assignByHand.carryOutAsShown(order, shown, currentUser);
            if (!done.fingerprint().equals(shown)) {
                return RestResponse.status(
                        RestResponse.Status.CONFLICT, page(person, form, done, true, FieldErrors.none()));
            }
            flash.success(person.holder().name() + ": " + done.summary() + ".");
            return Response.seeOther(URI.create("/people/" + person.holder().email()))
                    .build();
        } catch (Refusal refusal) {
            if (refusal.fieldErrors().isEmpty()) {
                throw refusal;
            }
            return RestResponse.status(
                    RestResponse.Status.BAD_REQUEST, page(person, form, null, false, refusal.fieldErrors()));
        }
    }

    private static TemplateInstance page(
            KnownPerson person, Form form, Preview preview, boolean changed, FieldErrors errors) {
        return Templates.products(
                person, "/assignments/people/" + person.holder().email(), form, preview, changed, errors);
    }

    /** What is ticked comes first, then what is held, then what was found. */
    private Form form(
            Set<String> skus, Map<String, LiveReason.State> standing, Mode mode, WhenFull whenFull, String q) {
        List<Products.Known> found = products.search(q, FOUND_SHOWN + 1);
        Set<String> named = new LinkedHashSet<>(skus);
        if (mode == Mode.REPLACE) {
            named.addAll(standing.keySet());
        }
        Map<String, Products.Known> offered = new LinkedHashMap<>();
        Map<String, Products.Known> known = products.of(named);
        named.stream().filter(known::containsKey).forEach(sku -> offered.put(sku, known.get(sku)));
        found.stream().limit(FOUND_SHOWN).forEach(product -> offered.putIfAbsent(product.sku(), product));
        List<Choice> choices = new ArrayList<>();
        offered.forEach((sku, product) -> choices.add(new Choice(
                product,
                skus.contains(sku),
                standing.get(sku) == LiveReason.State.HELD,
                standing.get(sku) == LiveReason.State.WAITING)));
        return new Form(choices, List.copyOf(skus), mode, whenFull, q, found.size() > FOUND_SHOWN);
    }

    private Map<String, LiveReason.State> standing(KnownPerson person) {
        Map<String, LiveReason.State> standing = new LinkedHashMap<>();
        UUID holder = person.holder().id();
        database.read(handle -> ledger.liveReasons(handle, List.of(holder))).stream()
                .filter(reason -> reason.state() != LiveReason.State.BLOCKED)
                .forEach(reason -> standing.merge(
                        reason.sku(), reason.state(), (one, other) -> one == LiveReason.State.HELD ? one : other));
        return standing;
    }

    private KnownPerson person(String email) {
        String asked = email.strip().toLowerCase(Locale.ROOT);
        return database.read(handle -> directory.byEmail(handle, List.of(asked))).values().stream()
                .findFirst()
                .orElseThrow(() -> Refusal.notFound("Nobody in the directory has this address."));
    }
}
