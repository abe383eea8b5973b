package org.licensedesk.assignment.invitation;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/** Invitations for programs: administrators send, see and withdraw them, and the guest accepts. */
@Path("/api/invitations")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Invitations", description = "Seats held for people outside the directory, until they accept or time is up")
class InvitationApi {

    static final String EXAMPLE = """
            {"id": "01934d2c-0100-7abc-8def-0123456789ab", "email": "carla.moreno@studio.example",
             "sku": "PROJECT_PLAN3", "productName": "Project Plan 3", "state": "OPEN",
             "invitedAt": "2026-11-22T10:42:00.123456Z", "sentAt": "2026-11-22T10:42:00.123456Z",
             "sentBy": {"email": "lena.fischer@harbour.example", "name": "Lena Fischer"},
             "expiresAt": "2026-12-06T10:42:00.123456Z", "remindedAt": null, "acceptedAt": null, "endedAt": null,
             "holdsSeat": true, "monthlyPrice": 28.10, "currency": "EUR", "costSoFar": 0.00}""";

    private final Invite invite;
    private final AcceptInvitation acceptInvitation;
    private final EndInvitations endInvitations;
    private final Invitations invitations;
    private final CurrentUser currentUser;
    private final Clock clock;

    InvitationApi(
            Invite invite,
            AcceptInvitation acceptInvitation,
            EndInvitations endInvitations,
            Invitations invitations,
            CurrentUser currentUser,
            Clock clock) {
        this.invite = invite;
        this.acceptInvitation = acceptInvitation;
        this.endInvitations = endInvitations;
        this.invitations = invitations;
        this.currentUser = currentUser;
        this.clock = clock;
    }

    /** Whom to invite to what. */
    @Schema(name = "NewInvitation")
    record InvitationBody(
            @Schema(required = true, examples = "\"carla.moreno@studio.example\"")
            String email,

            @Schema(required = true, examples = "\"PROJECT_PLAN3\"")
            String sku) {}

    /** What stands in the mail's link behind {@code key=}. */
    @Schema(name = "InvitationCode")
    record AcceptanceBody(
            @Schema(required = true, description = "what stands in the mail's link behind key=")
            String code) {}

    /** Who sent it last. */
    @Schema(name = "InvitationSender")
    record Sender(String email, String name) {}

    /** An invitation and the seat behind it. */
    @Schema(name = "Invitation")
    record InvitationView(
            UUID id,
            String email,
            String sku,
            String productName,
            Invitation.State state,
            Instant invitedAt,
            Instant sentAt,
            Sender sentBy,
            Instant expiresAt,
            Instant remindedAt,
            Instant acceptedAt,
            Instant endedAt,
            boolean holdsSeat,
            BigDecimal monthlyPrice,
            String currency,
            BigDecimal costSoFar) {

        static InvitationView of(Invitation invitation, Instant now) {
            return new InvitationView(
                    invitation.id(),
                    invitation.email(),
                    invitation.sku(),
                    invitation.productName(),
                    invitation.stateAt(now),
                    invitation.invitedAt(),
                    invitation.sentAt(),
                    new Sender(invitation.sentBy(), invitation.sentByName()),
                    invitation.expiresAt(),
                    invitation.remindedAt(),
                    invitation.acceptedAt(),
                    invitation.endedAt(),
                    invitation.seatState().equals("HELD"),
                    invitation.monthlyPrice(),
                    invitation.currency(),
                    invitation.costUntil(now));
        }
    }

    @POST
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Invite somebody from outside the directory",
            description =
                    "Holds a seat and sends a mail with a link. Inviting the same address to the same product again while the"
                            + " invitation is open keeps it and its seat, and begins a new term under a new code: the old link opens"
                            + " nothing any more.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = InvitationBody.class),
                            examples =
                                    @ExampleObject(
                                            name = "invitation",
                                            value =
                                                    "{\"email\": \"carla.moreno@studio.example\", \"sku\": \"PROJECT_PLAN3\"}")))
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(
                            schema = @Schema(implementation = InvitationView.class),
                            examples = @ExampleObject(name = "invitation", value = EXAMPLE)))
    @APIResponse(responseCode = "400", description = "This is no address, or no product is named")
    @APIResponse(responseCode = "404", description = "There is no such product")
    @APIResponse(
            responseCode = "409",
            description =
                    "The person is in the directory, holds a seat already, or no seat is free (then with the numbers)")
    public Response invite(InvitationBody body) {
        Invitation sent = invite.invite(
                body == null ? null : body.email(), body == null ? null : body.sku(), Invite.Inviter.of(currentUser));
        return Response.created(URI.create("/api/invitations/" + sent.id()))
                .entity(view(sent))
                .build();
    }

    @GET
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Operation(summary = "Invitations", description = "The newest first.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "invitations",
                                            value = "{\"items\": [" + EXAMPLE + "], \"next\": null}")))
    public PageOf<InvitationView> list(
            @RestQuery @Parameter(description = "OPEN, ACCEPTED, EXPIRED or WITHDRAWN") String state,
            @RestQuery @Parameter(description = "of this product", example = "PROJECT_PLAN3") String sku,
            @RestQuery @Parameter(description = "of this guest") String email,
            @BeanParam Paging paging) {
        Invitations.Place after = paging.cursor(2)
                .map(cursor -> new Invitations.Place(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        int limit = paging.limit();
        var rows = invitations.list(
                stateCalled(state),
                Typed.orNull(sku),
                Typed.orNull(email) == null ? null : email.strip().toLowerCase(Locale.ROOT),
                after,
                limit + 1);
        return PageOf.of(rows, limit, row -> Cursor.at(row.invitedAt(), row.id()))
                .map(this::view);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Operation(summary = "One invitation")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = InvitationView.class),
                            examples = @ExampleObject(name = "invitation", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such invitation")
    public InvitationView one(@RestPath UUID id) {
        return view(invitations.of(id).orElseThrow(EndInvitations::noSuchInvitation));
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Operation(
            summary = "Withdraw an invitation",
            description = "The seat goes to the first in the waiting list at once.")
    @APIResponse(responseCode = "204", description = "It is withdrawn, now or since long")
    @APIResponse(responseCode = "404", description = "There is no such invitation")
    @APIResponse(responseCode = "409", description = "It was accepted, or has expired")
    public void withdraw(@RestPath UUID id) {
        endInvitations.withdraw(id, Invite.Inviter.of(currentUser));
    }

    @POST
    @Path("/{id}/acceptance")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Accept an invitation",
            description =
                    "Only as the very address that was invited, with the one-time code of the newest mail, in time.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AcceptanceBody.class),
                            examples =
                                    @ExampleObject(
                                            name = "acceptance",
                                            value = "{\"code\": \"mG8s0vJ3rT5lY7uQ1wE9xA2zB4cD6fH8kN0pR5tV7yM\"}")))
    @APIResponse(
            responseCode = "200",
            description = "The seat is theirs",
            content = @Content(schema = @Schema(implementation = InvitationView.class)))
    @APIResponse(responseCode = "400", description = "The code is wrong, or an old one")
    @APIResponse(responseCode = "404", description = "There is no invitation here for who is signed in")
    @APIResponse(
            responseCode = "409",
            description = "It has expired, was withdrawn, or is locked after too many wrong codes")
    public InvitationView accept(@RestPath UUID id, AcceptanceBody body) {
        return view(acceptInvitation.accept(id, body == null ? null : body.code(), currentUser.email()));
    }

    private InvitationView view(Invitation invitation) {
        return InvitationView.of(invitation, clock.instant());
    }

    private static Invitation.State stateCalled(String name) {
        if (Typed.orNull(name) == null) {
            return null;
        }
        try {
            return Invitation.State.valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid("state", "A state is OPEN, ACCEPTED, EXPIRED or WITHDRAWN.");
        }
    }
}
