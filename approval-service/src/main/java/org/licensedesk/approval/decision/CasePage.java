package org.licensedesk.approval.decision;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WayBack;

/** The decision form: everything one needs to decide, the two buttons, and then what became of it. */
@Path("/{requestId: [0-9a-fA-F-]+}")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class CasePage {

    private final Database database;
    private final ApprovalCases cases;
    private final Desk desk;
    private final Evidence evidence;
    private final DecideCase decideCase;
    private final CurrentUser currentUser;
    private final Flash flash;

    CasePage(
            Database database,
            ApprovalCases cases,
            Desk desk,
            Evidence evidence,
            DecideCase decideCase,
            CurrentUser currentUser,
            Flash flash) {
        this.database = database;
        this.cases = cases;
        this.desk = desk;
        this.evidence = evidence;
        this.decideCase = decideCase;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(View view);

        static native TemplateInstance form$panel(View view);

        static native TemplateInstance became(UUID id, CaseWords.Became became);

        static native TemplateInstance news(UUID id, String status, String sentence);

        static native TemplateInstance decidedRow(UUID id, String heading, CaseWords.Became became);

        static native TemplateInstance refusedRow(UUID id, String heading, String sentence, String reason);
    }

    /** Everything the page shows. */
    record View(
            UUID id,
            String heading,
            Person requester,
            Person beneficiary,
            boolean onBehalf,
            String productName,
            String sku,
            String justification,
            LocalDate endsOn,
            LocalDate extendedFrom,
            Integer validDays,
            List<LicensePackage.Part> consistsOf,
            Instant submittedAt,
            String status,
            String where,
            Facts facts,
            boolean decidable,
            String whyYou,
            Made made,
            CaseWords.Became became,
            Next next,
            boolean justNow,
            Typed typed) {}

    /** Somebody on the page. */
    record Person(String name, String title, String department, String email) {
        /** "Marketing Assistant, Marketing". */
        public String part() {
            if (title == null) {
                return department;
            }
            return department == null ? title : title + ", " + department;
        }
    }

    /**
     * What an approver decides by.
     *
     * @param prices what it costs a month, by currency; empty: not known
     * @param parts the products of a package; empty for a single product
     */
    record Facts(
            List<CaseWords.Money> prices,
            String seats,
            boolean seatsFree,
            String outlook,
            List<Evidence.Held> held,
            String share,
            List<Part> parts,
            CaseRules rules) {}

    /** One product of a package. */
    record Part(
            String productName,
            String sku,
            BigDecimal price,
            String currency,
            String seats,
            boolean seatsFree,
            boolean held) {}

    /** The decision that was made. */
    record Made(String kind, String word, String by, Instant at, String reason) {}

    /** The next case on the desk. */
    record Next(UUID id, String heading) {}

    /** What somebody typed, and what was wrong with it. */
    record Typed(String reason, FieldErrors errors, String refusal) {
        static Typed nothing() {
            return new Typed("", FieldErrors.none(), null);
        }
    }

    @GET
    public TemplateInstance form(@RestPath UUID requestId) {
        return Templates.form(view(requestId, false, Typed.nothing()));
    }

    /** What has become of a decided case, if it is something else than what the page shows. */
    @GET
    @Path("outcome")
    public Object outcome(@RestPath UUID requestId, @RestQuery String version) {
        var viewer = Viewer.of(currentUser);
        var became = database.read(handle -> {
            var found = found(handle, requestId, viewer);
            return CaseWords.became(
                    found.approvalCase(),
                    evidence.outcomes(handle, found.approvalCase().request()),
                    viewer.email());
        });
        return became.isEmpty() || became.get().version().equals(version)
                ? Response.noContent().build()
                : Templates.became(requestId, became.get());
    }

    /** Says so when somebody else was quicker, and leaves alone what is being typed. */
    @GET
    @Path("news")
    public Object news(@RestPath UUID requestId, @RestQuery String version) {
        var viewer = Viewer.of(currentUser);
        var found = database.read(handle -> found(handle, requestId, viewer));
        var status = found.approvalCase().state().status().name();
        return status.equals(version)
                ? Response.noContent().build()
                : Templates.news(requestId, status, where(found.approvalCase(), viewer.email()));
    }

    @POST
    @Path("decision")
    public Object decide(
            @RestPath UUID requestId,
            @RestForm String decision,
            @RestForm String reason,
            @RestForm String from,
            @RestForm String back,
            @HeaderParam("HX-Request") String htmx) {
        var viewer = Viewer.of(currentUser);
        var onDesk = "desk".equals(from);
        try {
            var decided = decideCase.decide(requestId, viewer, verdict(decision), reason);
            return answer(decided.approvalCase(), viewer, onDesk, back, htmx != null);
        } catch (Refusal refusal) {
            return refused(requestId, refusal, reason == null ? "" : reason, onDesk, htmx != null);
        }
    }

    private Object answer(ApprovalCase decided, Viewer viewer, boolean onDesk, String back, boolean htmx) {
        var id = decided.request().id();
        var became = CaseWords.became(decided, Map.of(), viewer.email()).orElseThrow();
        if (htmx) {
            return Response.ok(
                            onDesk
                                    ? Templates.decidedRow(id, heading(decided.request()), became)
                                    : Templates.form$panel(view(id, true, Typed.nothing())))
                    .header("HX-Trigger", "approvals-changed")
                    .build();
        }
        if (onDesk) {
            flash.success(heading(decided.request()) + ": " + became.sentence());
            return WayBack.to(back, "/approvals/");
        }
        return Response.seeOther(URI.create("/" + id)).build();
    }

    private Object refused(UUID requestId, Refusal refusal, String reason, boolean onDesk, boolean htmx) {
        if (refusal.kind() == Refusal.Kind.NOT_FOUND || refusal.kind() == Refusal.Kind.FORBIDDEN) {
            throw refusal;
        }
        if (onDesk && htmx) {
            var request = database.read(handle -> found(handle, requestId, Viewer.of(currentUser)))
                    .approvalCase()
                    .request();
            return Response.status(refusal.kind().status())
                    .entity(Templates.refusedRow(requestId, heading(request), refusal.sentence(), reason))
                    .build();
        }
        var view = view(
                requestId,
                false,
                new Typed(reason, refusal.fieldErrors(), refusal.fieldErrors().isEmpty() ? refusal.sentence() : null));
        return Response.status(refusal.kind().status())
                .entity(htmx ? Templates.form$panel(view) : Templates.form(view))
                .build();
    }

    private static Verdict verdict(String decision) {
        for (var verdict : Verdict.values()) {
            if (verdict.name().equals(decision)) {
                return verdict;
            }
        }
        throw Refusal.invalid("decision", "Approve or reject: one of the two.");
    }

    private ApprovalCases.Found found(Handle handle, UUID requestId, Viewer viewer) {
        var found = cases.find(handle, requestId, viewer.email()).orElseThrow(Viewer::unknown);
        viewer.mustSee(found);
        return found;
    }

    private View view(UUID requestId, boolean justNow, Typed typed) {
        var viewer = Viewer.of(currentUser);
        return database.read(handle -> view(handle, found(handle, requestId, viewer), viewer, justNow, typed));
    }

    private View view(Handle handle, ApprovalCases.Found found, Viewer viewer, boolean justNow, Typed typed) {
        var approvalCase = found.approvalCase();
        var request = approvalCase.request();
        var state = approvalCase.state();
        var isAsked = found.viewer() != null
                && found.viewerIsActive()
                && state.asks(found.viewer().id())
                && !request.concerns(viewer.email());
        var decidable = isAsked && state.status() == CaseStatus.WAITING;
        var persons = desk.persons(
                handle,
                List.of(request.requester().email(), request.beneficiary().email())); // often the same person
        var beneficiary = persons.get(request.beneficiary().email());
        var became = CaseWords.became(approvalCase, evidence.outcomes(handle, request), viewer.email());
        return new View(
                request.id(),
                heading(request),
                person(
                        request.requester().name(),
                        request.requester().email(),
                        persons.get(request.requester().email())),
                person(request.beneficiary().name(), request.beneficiary().email(), beneficiary),
                request.isOnBehalf(),
                request.productName(),
                request.sku(),
                request.justification(),
                request.endsOn(),
                request.extended() == null ? null : request.extended().endsOn(),
                request.isForPackage() ? request.licensePackage().validDays() : null,
                request.isForPackage() ? request.licensePackage().parts() : List.of(),
                request.submittedAt(),
                state.status().name(),
                where(approvalCase, viewer.email()),
                isAsked || viewer.readsAll() ? facts(handle, request, beneficiary) : null,
                decidable,
                isAsked ? found.whyYou() : null,
                made(state),
                became.orElse(null),
                isAsked && !decidable
                        ? desk.next(handle, viewer.email(), request.id())
                                .map(item -> new Next(
                                        item.requestId(),
                                        CaseWords.heading(
                                                item.requester().name(),
                                                item.beneficiary().name(),
                                                !item.requester().equals(item.beneficiary()),
                                                item.productName())))
                                .orElse(null)
                        : null,
                justNow,
                typed);
    }

    private Facts facts(Handle handle, LicenseRequest request, Desk.Titles beneficiary) {
        return request.isForPackage() ? factsOfPackage(handle, request) : factsOfProduct(handle, request, beneficiary);
    }

    private Facts factsOfPackage(Handle handle, LicenseRequest request) {
        var parts = request.licensePackage().parts();
        var skus = parts.stream().map(LicensePackage.Part::sku).collect(Collectors.toSet());
        var products = evidence.products(handle, skus);
        var held = evidence.heldBy(handle, request.beneficiary().email());
        var heldSkus = held.stream().map(Evidence.Held::sku).collect(Collectors.toSet());
        var rules = rules(handle, request, skus, held);
        return new Facts(
                CaseWords.together(products.values()),
                CaseWords.seatsOfParts(parts, products),
                skus.stream().map(products::get).allMatch(product -> product != null && product.free() > 0),
                CaseWords.outlook(parts, products, request.beneficiary().name(), heldSkus, rules.hindered()),
                held,
                null,
                parts.stream()
                        .map(part -> part(part, products.get(part.sku()), heldSkus.contains(part.sku())))
                        .toList(),
                rules);
    }

    private static Part part(LicensePackage.Part part, Evidence.Product product, boolean held) {
        return new Part(
                part.productName(),
                part.sku(),
                product == null ? null : product.monthlyPrice(),
                product == null ? null : product.currency(),
                CaseWords.seatsInFull(product),
                product != null && product.free() > 0,
                held);
    }

    private Facts factsOfProduct(Handle handle, LicenseRequest request, Desk.Titles beneficiary) {
        var product = evidence.products(handle, Set.of(request.sku())).get(request.sku());
        var held = evidence.heldBy(handle, request.beneficiary().email());
        var holdsIt = held.stream().anyMatch(one -> one.sku().equals(request.sku()));
        String share = null;
        if (beneficiary != null && beneficiary.department() != null) {
            var counted = evidence.share(handle, beneficiary.department(), request.sku());
            share = counted.holders() + " of " + counted.people() + " in " + beneficiary.department()
                    + (counted.people() == 1 ? " has it" : " have it");
        }
        var rules = rules(handle, request, Set.of(request.sku()), held);
        return new Facts(
                product == null ? List.of() : CaseWords.together(List.of(product)),
                CaseWords.seatsInFull(product),
                product != null && product.free() > 0,
                CaseWords.outlook(
                        product,
                        request.beneficiary().name(),
                        holdsIt,
                        rules.hindered().contains(request.sku())),
                held,
                share,
                List.of(),
                rules);
    }

    private CaseRules rules(Handle handle, LicenseRequest request, Set<String> skus, List<Evidence.Held> held) {
        return CaseRules.of(
                evidence.relations(handle, skus),
                held,
                skus,
                request.beneficiary().name());
    }

    private static Made made(CaseState state) {
        return state.decision()
                .map(decision -> decision.fold(
                        yes -> new Made("good", "Approved", yes.by().name(), yes.at(), yes.reason()),
                        no -> new Made("bad", "Rejected", no.by().name(), no.at(), no.reason())))
                .orElse(null);
    }

    private static Person person(String name, String email, Desk.Titles titles) {
        return new Person(
                name, titles == null ? null : titles.title(), titles == null ? null : titles.department(), email);
    }

    private static String heading(LicenseRequest request) {
        return CaseWords.heading(
                request.requester().name(), request.beneficiary().name(), request.isOnBehalf(), request.productName());
    }

    /** Where the case stands, for whoever looks. */
    private static String where(ApprovalCase approvalCase, String viewer) {
        return approvalCase
                .state()
                .fold(
                        waiting -> waiting.approvers().stream()
                                        .anyMatch(approver -> approver.email().equals(viewer))
                                ? waiting.approvers().size() == 1
                                        ? "Waiting for you."
                                        : "Waiting for you, or another of " + CaseWords.names(waiting.approvers()) + "."
                                : "Waiting for " + CaseWords.names(waiting.approvers()) + ".",
                        unroutable -> "Nobody can decide on it: " + unroutable.cause() + ".",
                        decided -> decided.by().fold(yes -> "Approved", no -> "Rejected") + " by "
                                + (decided.by().by().email().equals(viewer)
                                        ? "you"
                                        : decided.by().by().name()) + ".",
                        withdrawn ->
                                withdrawn.reason() == null ? "Withdrawn." : "Withdrawn: “" + withdrawn.reason() + "”");
    }
}
