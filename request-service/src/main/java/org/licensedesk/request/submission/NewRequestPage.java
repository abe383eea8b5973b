package org.licensedesk.request.submission;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.catalogue.Offer;
import org.licensedesk.request.catalogue.Products;
import org.licensedesk.request.catalogue.Products.Hit;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;
import org.licensedesk.request.tracking.HeldSeats;
import org.licensedesk.request.tracking.TrackedRequest;
import org.licensedesk.request.tracking.TrackedRequests;
import org.licensedesk.request.tracking.Tracking;

/** Asking for a license: first what, then why and for whom. */
@Path("/new")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class NewRequestPage {
    private static final int HITS = 20;
    private static final int LARGEST_TEAM_TO_CHOOSE_FROM = 200;

    private final Products products;
    private final People people;
    private final HeldSeats seats;
    private final TrackedRequests requests;
    private final Tracking tracking;
    private final ReadRules readRules;
    private final SubmitRequest submitRequest;
    private final Flash flash;
    private final CurrentUser user;
    private final Clock clock;

    NewRequestPage(
            Products products,
            People people,
            HeldSeats seats,
            TrackedRequests requests,
            Tracking tracking,
            ReadRules readRules,
            SubmitRequest submitRequest,
            Flash flash,
            CurrentUser user,
            Clock clock) {
        this.products = products;
        this.people = people;
        this.seats = seats;
        this.requests = requests;
        this.tracking = tracking;
        this.readRules = readRules;
        this.submitRequest = submitRequest;
        this.flash = flash;
        this.user = user;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance search(Search search);

        static native TemplateInstance search$hits(Search search);

        static native TemplateInstance form(Form form, FieldErrors errors);

        static native TemplateInstance form$rules(Form form);
    }

    /**
     * Something found, and why it cannot be chosen, if so.
     *
     * @param heldParts how many of its products the asker has
     */
    record HitRow(Hit hit, int heldParts, UUID openRequest) {
        public Offer offer() {
            return hit.offer();
        }

        public boolean isHeld() {
            return heldParts == offer().parts().size();
        }

        public boolean isSelectable() {
            return !isHeld() && openRequest == null;
        }
    }

    /** The first step. */
    record Search(String q, List<HitRow> hits, String next, boolean forOthers) {
        public String query() {
            return q.isEmpty() ? null : "q=" + URLEncoder.encode(q, StandardCharsets.UTF_8);
        }
    }

    /**
     * The second step, with what was typed.
     *
     * @param team whom to choose from; empty: nobody but oneself, or anybody where {@code anybody}
     * @param extended the request whose license is to last longer, or null
     * @param objection why it was refused as a whole, or null
     * @param objectionLink where to look then, or null
     */
    record Form(
            Offer offer,
            String beneficiary,
            String justification,
            String endsOn,
            String key,
            List<Person> team,
            boolean anybody,
            String me,
            String myName,
            LocalDate tomorrow,
            TrackedRequest extended,
            Rules rules,
            String objection,
            String objectionLink) {
        /** The first day on which it could end. */
        public LocalDate earliest() {
            return extended == null || extended.lastsUntil() == null
                    ? tomorrow
                    : extended.lastsUntil().plusDays(1);
        }

        /** Whether it can be sent as it stands: somebody else may be chosen, or nothing speaks against it. */
        public boolean isSendable() {
            return extended != null || anybody || !team.isEmpty() || rules.conflict() == null;
        }

        /** What the pool means for whoever asks. */
        public String outlook() {
            if (extended != null) {
                return offer.isPackage()
                        ? "Seats that are held stay once this is approved; a part that was given back is given anew."
                        : "It needs no further seat: once this is approved, the one that is held stays.";
            }
            return rules.needsMore() ? offer.outlook() + " What it needs has to be held by then." : offer.outlook();
        }
    }

    @GET
    public Object form(
            @RestQuery String q,
            @RestQuery String sku,
            @RestQuery("for") String beneficiary,
            @RestQuery("extends") String extended,
            @BeanParam Paging paging) {
        requireSomebodyOfTheDirectory();
        if (extended != null) {
            return extensionForm(extended);
        }
        if (sku == null || sku.isBlank()) {
            return Templates.search(search(q, paging));
        }
        var offer = requestable(sku.strip());
        return Templates.form(
                form(
                        offer,
                        new Typed(sku, beneficiary, null, null, null, Ids.next().toString()),
                        null),
                FieldErrors.none());
    }

    private TemplateInstance extensionForm(String extended) {
        var request = tracking.visibleTo(user, extended).request();
        if (!request.isExtendableBy(user.email())) {
            throw Refusal.conflict("NOTHING_TO_EXTEND", "There is no license to extend that has a last day.");
        }
        var typed = new Typed(
                request.sku(),
                request.beneficiary().email(),
                null,
                null,
                request.id().toString(),
                Ids.next().toString());
        return Templates.form(form(requestable(request.sku()), typed, null), FieldErrors.none());
    }

    /** The hits alone, as one types. */
    @GET
    @Path("hits")
    public TemplateInstance hits(@RestQuery String q, @BeanParam Paging paging) {
        requireSomebodyOfTheDirectory();
        return Templates.search$hits(search(q, paging));
    }

    /** What is to be known before asking for somebody else, as they are chosen. */
    @GET
    @Path("rules")
    public TemplateInstance rules(@RestQuery String sku, @RestQuery String beneficiary) {
        requireSomebodyOfTheDirectory();
        var offer = requestable(Objects.toString(sku, "").strip());
        return Templates.form$rules(form(offer, new Typed(sku, beneficiary, null, null, null, null), null));
    }

    @POST
    public Object submit(
            @RestForm String sku,
            @RestForm String beneficiary,
            @RestForm String justification,
            @RestForm String endsOn,
            @RestForm("extends") String extended,
            @RestForm String key) {
        requireSomebodyOfTheDirectory();
        var typed = new Typed(sku, beneficiary, justification, endsOn, extended, key);
        var offer = requestable(Objects.toString(sku, "").strip());
        try {
            var submission = submitRequest.submit(typed.asked(user.email()), key, Asker.of(user));
            flash.success("Your request is submitted. Here you see whose turn it is.");
            return Response.seeOther(URI.create("/" + submission.id())).build();
        } catch (Refusal refusal) {
            return switch (refusal.kind()) {
                case INVALID ->
                    RestResponse.status(
                            Status.BAD_REQUEST, Templates.form(form(offer, typed, null), refusal.fieldErrors()));
                case CONFLICT ->
                    RestResponse.status(
                            Status.CONFLICT, Templates.form(form(offer, typed, refusal), FieldErrors.none()));
                case FORBIDDEN ->
                    RestResponse.status(
                            Status.FORBIDDEN, Templates.form(form(offer, typed, refusal), FieldErrors.none()));
                case NOT_FOUND, TOO_LARGE, BUSY -> throw refusal;
            };
        }
    }

    /** What stands in the form. */
    private record Typed(
            String sku, String beneficiary, String justification, String endsOn, String extended, String key) {
        Asked asked(String me) {
            var forMe = beneficiary == null
                    || beneficiary.isBlank()
                    || beneficiary.strip().toLowerCase(Locale.ROOT).equals(me);
            return new Asked(sku, justification, forMe || isExtension() ? null : beneficiary, day(), extendedId());
        }

        boolean isExtension() {
            return extended != null && !extended.isBlank();
        }

        private UUID extendedId() {
            return isExtension() ? Tracking.idOf(extended.strip()) : null;
        }

        private LocalDate day() {
            if (endsOn == null || endsOn.isBlank()) {
                return null;
            }
            try {
                return LocalDate.parse(endsOn.strip());
            } catch (DateTimeParseException notADay) {
                throw Refusal.invalid("endsOn", "A day looks like 2027-06-30.");
            }
        }
    }

    private Search search(String q, Paging paging) {
        var typed = Objects.toString(q, "").strip();
        var page = PageOf.of(products.search(typed, paging.cursor(3), HITS + 1), HITS, Hit::place);
        Set<String> held = seats.heldBy(
                user.email(),
                page.items().stream()
                        .flatMap(hit -> hit.offer().skus().stream())
                        .distinct()
                        .toList());
        var open = requests.openOf(
                user.email(), page.items().stream().map(hit -> hit.offer().id()).toList());
        var rows = page.items().stream()
                .map(hit -> new HitRow(
                        hit,
                        (int) hit.offer().skus().stream().filter(held::contains).count(),
                        open.get(hit.offer().id())))
                .toList();
        // who has people to ask for may choose also what they hold themselves
        var forOthers =
                user.isAdministrator() || !people.teamOf(user.email(), 1).isEmpty();
        return new Search(typed, rows, page.next(), forOthers);
    }

    private Form form(Offer offer, Typed typed, Refusal refusal) {
        var team = people.teamOf(user.email(), LARGEST_TEAM_TO_CHOOSE_FROM + 1);
        var anybody = user.isAdministrator() || team.size() > LARGEST_TEAM_TO_CHOOSE_FROM;
        return new Form(
                offer,
                Objects.requireNonNullElse(typed.beneficiary(), user.email()),
                typed.justification(),
                typed.endsOn(),
                typed.key(),
                anybody ? List.of() : team,
                anybody,
                user.email(),
                user.name(),
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1),
                typed.isExtension()
                        ? tracking.visibleTo(user, typed.extended().strip()).request()
                        : null,
                readRules.of(offer, typed.beneficiary()),
                refusal == null ? null : refusal.sentence(),
                refusal == null ? null : link(refusal));
    }

    private static String link(Refusal refusal) {
        return switch (refusal.code()) {
            case "ALREADY_HELD", "EXCLUDED" -> "/requests/";
            case "ALREADY_REQUESTED" ->
                Optional.ofNullable(refusal.members().get("request"))
                        .map(id -> "/requests/" + id)
                        .orElse(null);
            default -> null;
        };
    }

    /** A guest has nobody who could decide on a request, and what things cost is none of theirs. */
    private void requireSomebodyOfTheDirectory() {
        if (people.isGuest(user)) {
            throw Refusal.forbidden(
                    "GUEST",
                    "Guests do not ask for licenses themselves. If you need another one, ask whoever invited you.");
        }
    }

    private Offer requestable(String id) {
        return products.offer(id)
                .filter(Offer::requestable)
                .orElseThrow(
                        () -> Refusal.notFound("There is no product or package " + id + " that can be requested."));
    }
}
