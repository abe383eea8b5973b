package org.licensedesk.assignment.invitation;

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
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** All invitations: how long the open ones have left and what they cost, and what became of the others. */
@Path("/invitations")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class InvitationsPage {

    private static final int MOST_OPEN = 500;
    private static final int MOST_PAST = 50;

    private final Invite invite;
    private final EndInvitations endInvitations;
    private final Invitations invitations;
    private final InvitationSettings settings;
    private final ProductChoices choices;
    private final CurrentUser currentUser;
    private final Flash flash;
    private final Clock clock;

    InvitationsPage(
            Invite invite,
            EndInvitations endInvitations,
            Invitations invitations,
            InvitationSettings settings,
            ProductChoices choices,
            CurrentUser currentUser,
            Flash flash,
            Clock clock) {
        this.invite = invite;
        this.endInvitations = endInvitations;
        this.invitations = invitations;
        this.settings = settings;
        this.choices = choices;
        this.currentUser = currentUser;
        this.flash = flash;
        this.clock = clock;
    }

    /** Everything the page shows; money by currency, since one cannot add euros to dollars. */
    record View(
            List<InvitationRow> open,
            List<InvitationRow> accepted,
            List<InvitationRow> ended,
            List<Cost> monthly,
            List<Cost> soFar,
            List<Choice> choices,
            String email,
            String product,
            long days) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance invitations(View view, FieldErrors errors);
    }

    @GET
    public TemplateInstance invitations(@RestQuery String email, @RestQuery String sku) {
        String product = sku == null ? "" : choices.labels(List.of(sku.strip())).get(0);
        return Templates.invitations(view(email, product), FieldErrors.none());
    }

    @POST
    public Object invite(@RestForm String email, @RestForm String sku) {
        try {
            Invitation sent = invite.invite(email, meant(sku), Invite.Inviter.of(currentUser));
            flash.success(
                    sent.sentAt().equals(sent.invitedAt())
                            ? sent.email() + " is invited. A seat of " + sent.productName() + " is held for them."
                            : sent.email()
                                    + " is invited again, and has the whole time once more. The old link opens nothing.");
            return Response.seeOther(URI.create("/invitations")).build();
        } catch (Refusal refusal) {
            FieldErrors errors = refusal.fieldErrorsOr(fieldOf(refusal));
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.invitations(view(email, sku), errors));
        }
    }

    @POST
    @Path("{id}/withdrawal")
    public Response withdraw(@RestPath UUID id) {
        try {
            Invitation withdrawn = endInvitations.withdraw(id, Invite.Inviter.of(currentUser));
            flash.success(
                    "The invitation of " + withdrawn.email() + " is withdrawn. Their link opens nothing any more.");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            flash.notice(refusal.sentence());
        }
        return Response.seeOther(URI.create("/invitations")).build();
    }

    /** The sku of the product that was typed; empty if none was. */
    private String meant(String typed) {
        ChosenOne chosen = choices.chosenOne(typed);
        if (chosen.objection() != null) {
            throw Refusal.invalid("sku", chosen.objection());
        }
        return chosen.key() == null ? "" : chosen.key();
    }

    /** Who somebody is stands beside the address; what a product lacks, beside the product. */
    private static String fieldOf(Refusal refusal) {
        return switch (refusal.code()) {
            case "IN_DIRECTORY", "ALREADY_HELD" -> "email";
            default -> "sku";
        };
    }

    private View view(String email, String product) {
        Instant now = clock.instant();
        List<InvitationRow> open = rows(invitations.open(MOST_OPEN), now);
        List<InvitationRow> running =
                open.stream().filter(InvitationRow::isOpen).toList();
        List<InvitationRow> ended = Stream.of(
                        open.stream().filter(InvitationRow::isExpired),
                        rows(past(Invitation.State.EXPIRED), now).stream(),
                        rows(past(Invitation.State.WITHDRAWN), now).stream())
                .flatMap(Function.identity())
                .sorted(Comparator.comparing(
                                (InvitationRow row) -> row.endedAt() == null ? row.expiresAt() : row.endedAt())
                        .reversed())
                .limit(MOST_PAST)
                .toList();
        return new View(
                running,
                rows(past(Invitation.State.ACCEPTED), now),
                ended,
                Cost.byCurrency(running, InvitationRow::monthlyPrice, InvitationRow::currency),
                Cost.byCurrency(running, InvitationRow::costSoFar, InvitationRow::currency),
                choices.offered(),
                email == null ? "" : email,
                product == null ? "" : product,
                settings.validFor().toDays());
    }

    private List<Invitation> past(Invitation.State state) {
        return invitations.list(state, null, null, null, MOST_PAST);
    }

    private static List<InvitationRow> rows(List<Invitation> invitations, Instant now) {
        return invitations.stream()
                .map(invitation -> InvitationRow.of(invitation, now))
                .toList();
    }
}
