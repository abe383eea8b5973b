package org.licensedesk.request.submission;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.LocalDate;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.tracking.RequestView;
import org.licensedesk.request.tracking.Tracking;

/** Asking and taking back, for programs. */
@Path("/api/requests")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
class SubmissionApi {
    private final SubmitRequest submitRequest;
    private final WithdrawRequest withdrawRequest;
    private final Tracking tracking;
    private final CurrentUser user;

    SubmissionApi(SubmitRequest submitRequest, WithdrawRequest withdrawRequest, Tracking tracking, CurrentUser user) {
        this.submitRequest = submitRequest;
        this.withdrawRequest = withdrawRequest;
        this.tracking = tracking;
        this.user = user;
    }

    /** What is sent to ask for a license. */
    @Schema(name = "NewRequest")
    record NewRequest(
            @Schema(required = true, description = "A product, or a package's id", examples = "PROJECT_PLAN3")
            String sku,

            @Schema(
                    required = true,
                    description = "10 to 2,000 characters",
                    examples = "We take over the migration plan from the Rotterdam office in June.")
            String justification,

            @Schema(
                    description = "For whom; left out: for oneself. Others: one's direct and indirect reports",
                    examples = "kevin.brown@harbour.example")
            String beneficiary,

            @Schema(description = "Until when it is wanted; left out: no end", examples = "2027-06-30")
            LocalDate endsOn,

            @JsonProperty("extends")
            @Schema(
                    name = "extends",
                    description = "The earlier request whose license is to last longer, until endsOn; what is held"
                            + " already does not stand in its way. Left out: a request of its own",
                    examples = "01934d2b-6f00-7abc-8def-0123456789ab")
            UUID extended) {
        Asked asked() {
            return new Asked(sku, justification, beneficiary, endsOn, extended);
        }
    }

    /** What is sent to take a request back. */
    @Schema(name = "Withdrawal")
    record Withdrawal(
            @Schema(examples = "The Rotterdam office keeps the plan.")
            String reason) {}

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Ask for a license")
    @APIResponse(
            responseCode = "201",
            description = "Submitted; with the same idempotency key and content: submitted before",
            headers = @Header(name = "Location", description = "The request"),
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    @APIResponse(responseCode = "400", description = "Fields that cannot be used")
    @APIResponse(responseCode = "403", description = "For somebody who does not report to you")
    @APIResponse(responseCode = "404", description = "No such product or package, or no such request to extend")
    @APIResponse(
            responseCode = "409",
            description =
                    "Held already, asked for already, not to be held together with what is held, or nothing to extend")
    public Response submit(
            NewRequest request,
            @Parameter(description = "Makes it safe to send the same again", example = "6f1c1d5e")
                    @RestHeader("Idempotency-Key")
                    String idempotencyKey) {
        if (request == null) {
            throw Refusal.invalid("sku", "Choose a product.");
        }
        var submission = submitRequest.submit(request.asked(), idempotencyKey, Asker.of(user));
        var view = submission
                .justSubmitted()
                .map(Tracking::justSubmitted)
                .orElseGet(() ->
                        tracking.visibleTo(user, submission.id().toString()).view());
        return Response.created(URI.create("/api/requests/" + submission.id()))
                .entity(view)
                .build();
    }

    @POST
    @Path("{id}/withdrawal")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Take a request back", description = "Until there is a seat; a second time changes nothing.")
    @APIResponse(
            responseCode = "200",
            description = "Withdrawn",
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    @APIResponse(responseCode = "404", description = "There is no such request, or it is none of yours")
    @APIResponse(responseCode = "409", description = "There is a seat already, or it is over")
    public RequestView withdraw(@RestPath String id, Withdrawal withdrawal) {
        var request = Tracking.idOf(id);
        withdrawRequest.withdraw(request, withdrawal == null ? null : withdrawal.reason(), Asker.of(user));
        return tracking.visibleTo(user, id).view();
    }
}
