package org.licensedesk.assignment.manual;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** Giving and taking seats by hand, for programs. */
@Path("/api/manual-assignments")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Manual assignments", description = "Seats given and taken by an administrator")
class ManualApi {

    private final AssignByHand assignByHand;
    private final CurrentUser currentUser;

    ManualApi(AssignByHand assignByHand, CurrentUser currentUser) {
        this.assignByHand = assignByHand;
        this.currentUser = currentUser;
    }

    /** Who is to have what. */
    @Schema(name = "ManualAssignment")
    record OrderBody(
            @Schema(required = true, description = "emails, served in this order; at most 1,000")
            List<String> holders,

            @Schema(required = true, description = "at least 1, at most 100")
            List<String> skus,

            @Schema(nullable = true, description = "ADD unless said otherwise")
            ManualOrder.Mode mode,

            @Schema(nullable = true, description = "WAIT unless said otherwise")
            WhenFull whenFull,

            @Schema(nullable = true, description = "whether to say only what would happen; false unless said otherwise")
            Boolean dryRun) {}

    /** Whom a result is about; without a name if nobody has this address. */
    @Schema(name = "ManualAssignmentHolder")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HolderView(String email, String name) {}

    /** What became of one product for one person. */
    @Schema(name = "ManualAssignmentResult")
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ResultView(
            HolderView holder,
            String sku,
            Outcome outcome,

            @Schema(
                    nullable = true,
                    description =
                            "why it is refused, waits for more than a free seat, or stays, what will miss it, or what one more reason"
                                    + " means: \"Held until 3"
                                    + " December 2026; by hand without end from now on\"; for people")
            String cause,

            @Schema(nullable = true, description = "the same for programs")
            Cause.Code code) {
        static ResultView of(ManualResult result) {
            Cause cause = result.cause();
            return new ResultView(
                    new HolderView(result.email(), result.name()),
                    result.sku(),
                    result.outcome(),
                    cause == null ? null : cause.sentence(),
                    cause == null ? null : cause.code());
        }
    }

    /** One result for each holder and product. */
    @Schema(name = "ManualAssignmentResults")
    record ResultsView(List<ResultView> results) {}

    @POST
    @Operation(
            summary = "Give or take seats by hand",
            description =
                    "ADD gives the products beside what is held. REPLACE takes all others away, in the same transaction; who is"
                            + " refused one of the products loses nothing, and what was to go is KEPT with the code REPLACEMENT_REFUSED."
                            + " REMOVE takes the products away. Seats that become free go to whoever waits, at once."
                            + " Outcomes: ASSIGNED, ALREADY_HELD (one more reason, without end, for a seat held before; the cause says until when it"
                            + " was held), WAITLISTED, REMOVED,"
                            + " REFUSED with its cause, and KEPT for what was to be taken away but stays, such as what is held through a group; what"
                            + " another product needs is REMOVED all the same, and the cause says STILL_NEEDED."
                            + " With dryRun all of it is done and undone: the answer says what would happen at this moment.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = OrderBody.class),
                            examples = @ExampleObject(name = "two people", value = """
                                                    {"holders": ["kevin.brown@harbour.example", "nobody@harbour.example"],
                                                     "skus": ["PROJECT_PLAN3"], "mode": "ADD", "whenFull": "WAIT", "dryRun": false}""")))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = ResultsView.class),
                            examples = @ExampleObject(name = "results", value = """
                                                    {"results": [{"holder": {"email": "kevin.brown@harbour.example", "name": "Kevin Brown"},
                                                                  "sku": "PROJECT_PLAN3", "outcome": "ASSIGNED"},
                                                                 {"holder": {"email": "nobody@harbour.example"},
                                                                  "sku": "PROJECT_PLAN3", "outcome": "REFUSED",
                                                                  "cause": "Nobody in the directory has the address nobody@harbour.example",
                                                                  "code": "UNKNOWN_PERSON"}]}""")))
    @APIResponse(
            responseCode = "400",
            description = "Nobody or nothing was named, or too many; the violations say which")
    public ResultsView assign(OrderBody body) {
        if (body == null) {
            throw Refusal.invalid("holders", "Say who: at least one email address.");
        }
        ManualOrder order = ManualOrder.of(body.holders(), body.skus(), body.mode(), body.whenFull());
        Preview preview = Boolean.TRUE.equals(body.dryRun())
                ? assignByHand.tryOut(order, currentUser)
                : assignByHand.carryOut(order, currentUser);
        return new ResultsView(preview.results().stream().map(ResultView::of).toList());
    }
}
