package org.licensedesk.approval.decision;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.NamedPerson;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.LastSeen;
import org.licensedesk.chassis.web.Lookout;
import org.licensedesk.chassis.web.Lookout.Sight;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Cases for programs: the same use cases as the pages'. */
@Path("/api/cases")
@Authenticated
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Cases", description = "What waits for a decision, and deciding it")
class CaseApi {

    private final Database database;
    private final ApprovalCases cases;
    private final Desk desk;
    private final DecideCase decideCase;
    private final Lookout lookout;
    private final CurrentUser currentUser;

    CaseApi(
            Database database,
            ApprovalCases cases,
            Desk desk,
            DecideCase decideCase,
            Lookout lookout,
            CurrentUser currentUser) {
        this.database = database;
        this.cases = cases;
        this.desk = desk;
        this.decideCase = decideCase;
        this.lookout = lookout;
        this.currentUser = currentUser;
    }

    /** One case in a list. */
    @Schema(name = "CaseOnDesk")
    record DeskItem(
            UUID requestId,
            NamedPerson requester,
            NamedPerson beneficiary,
            @Schema(examples = "PROJECT_PLAN3") String sku,
            @Schema(examples = "Project Plan 3") String productName,
            String justification,
            LocalDate endsOn,
            Instant submittedAt,
            CaseStatus status,
            @Schema(examples = "1") int stage,
            @Schema(description = "null: no deadline") Instant dueAt,

            @Schema(examples = "Grace Duval is Kevin Brown's manager")
            String why,

            List<CaseView.Decided> decisions,
            CaseView.Kind kind,
            List<LicensePackage.Part> parts) {
        static DeskItem of(Desk.Item item) {
            return new DeskItem(
                    item.requestId(),
                    item.requester(),
                    item.beneficiary(),
                    item.sku(),
                    item.productName(),
                    item.justification(),
                    item.endsOn(),
                    item.submittedAt(),
                    item.status(),
                    item.stage(),
                    null,
                    item.why(),
                    item.verdict() == null
                            ? List.of()
                            : List.of(new CaseView.Decided(
                                    item.stage(), item.verdict(), item.decidedBy(), item.decidedAt(), item.reason())),
                    CaseView.Kind.of(item.licensePackage()),
                    item.licensePackage() == null
                            ? List.of()
                            : item.licensePackage().parts());
        }
    }

    /** What a person decides. */
    @Schema(name = "Decide")
    record DecisionBody(
            @NotNull(message = "Say APPROVE or REJECT.") @Schema(examples = "APPROVE")
            Verdict decision,

            @Size(max = DecideCase.LONGEST_REASON, message = "The reason has up to 2,000 characters.")
            @Schema(description = "needed to reject", examples = "Needed for the migration.")
            String reason) {}

    @GET
    @Operation(
            summary = "My desk",
            description =
                    "What waits for you, in the order of submission, or what you decided, newest first. With the tag of the "
                            + "answer you have, and `Prefer: wait`, it is answered as soon as something comes.")
    @APIResponse(
            responseCode = "200",
            description = "One page of the list",
            headers = @Header(name = "ETag", description = "another one whenever the page has changed"))
    @APIResponse(responseCode = "304", description = "Nothing has changed since the answer you have")
    @APIResponse(responseCode = "400", description = "An unknown state, a limit out of range, or a cursor that is none")
    public Uni<RestResponse<PageOf<DeskItem>>> desk(
            @Parameter(
                            description = "`waiting` unless said otherwise, or `decided`",
                            schema =
                                    @Schema(
                                            enumeration = {"waiting", "decided"},
                                            defaultValue = "waiting"))
                    @RestQuery
                    String state,
            @BeanParam Paging paging,
            @BeanParam LastSeen seen) {
        var page = page(state, paging.limit(), paging.cursor(2));
        return lookout.answer(new Desk.Of(currentUser.email()), seen, () -> {
            var shown = database.read(page).map(DeskItem::of);
            return new Sight<>(shown, version(shown));
        });
    }

    private Function<Handle, PageOf<Desk.Item>> page(String state, int limit, Optional<Cursor> after) {
        var email = currentUser.email();
        if (state == null || state.isBlank() || state.equals("waiting")) {
            return handle -> desk.waiting(handle, email, false, limit, after);
        }
        if (state.equals("decided")) {
            return handle -> desk.decided(handle, email, false, limit, after);
        }
        throw Refusal.invalid("state", "The state is waiting or decided.");
    }

    private static String version(PageOf<DeskItem> page) {
        return Integer.toHexString(Objects.hash(
                page.next(),
                page.items().stream()
                        .map(item ->
                                Objects.hash(item.requestId(), item.status().name(), item.stage(), item.why()))
                        .toList()));
    }

    @GET
    @Path("{requestId}")
    @Operation(
            summary = "One case",
            description = "With its stages and decisions; for its approvers, whoever decided it, the requester, the "
                    + "beneficiary, administrators and auditors.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = CaseView.class)),
            description = "The case")
    @APIResponse(responseCode = "404", description = "There is none, or it is not yours to see")
    public CaseView one(@RestPath UUID requestId) {
        var viewer = Viewer.of(currentUser);
        var found = database.read(handle -> cases.find(handle, requestId, viewer.email()))
                .orElseThrow(Viewer::unknown);
        viewer.mustSee(found);
        return CaseView.of(found);
    }

    @POST
    @Path("{requestId}/decision")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Decide",
            description =
                    "The first decision stands. The same decision again by the same person is answered like the first.")
    @APIResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = CaseView.class)),
            description = "Decided; the case as it is now")
    @APIResponse(responseCode = "400", description = "A rejection without a reason, or a body that cannot be read")
    @APIResponse(
            responseCode = "403",
            description = "You may see it but not decide it: it is your own, or not with you")
    @APIResponse(responseCode = "404", description = "There is none, or it is not yours to see")
    @APIResponse(
            responseCode = "409",
            description = "Somebody was quicker, or it was withdrawn",
            content =
                    @Content(
                            mediaType = "application/problem+json",
                            examples = @ExampleObject(name = "decided", value = """
                                                    {"type": "about:blank", "title": "Conflict", "status": 409,
                                                     "detail": "Already approved by Ada Moreno at 10:42.", "code": "ALREADY_DECIDED",
                                                     "decision": "APPROVE", "decidedAt": "2026-11-22T10:42:00Z",
                                                     "decidedBy": {"email": "ada.moreno@harbour.example", "name": "Ada Moreno"}}""")))
    public CaseView decide(
            @RestPath UUID requestId,
            @RequestBody(
                            content =
                                    @Content(
                                            examples = {
                                                @ExampleObject(name = "approve", value = "{\"decision\": \"APPROVE\"}"),
                                                @ExampleObject(
                                                        name = "reject",
                                                        value =
                                                                "{\"decision\": \"REJECT\", \"reason\": \"Use the team's workspace.\"}")
                                            }))
                    @NotNull(
                            message =
                                    "Send {\"decision\": \"APPROVE\"} or {\"decision\": \"REJECT\", \"reason\": \"...\"}.")
                    @Valid
                    DecisionBody body) {
        return CaseView.of(decideCase.decide(requestId, Viewer.of(currentUser), body.decision(), body.reason()));
    }
}
