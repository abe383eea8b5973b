package org.licensedesk.assignment.invitation;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** Where the mail's link leads: what is offered, and a button. Opening it changes nothing, whoever or whatever opens it. */
@Path("/invitations/{id}/acceptance")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class AcceptancePage {

    private final AcceptInvitation acceptInvitation;
    private final CurrentUser currentUser;
    private final Flash flash;
    private final Clock clock;

    AcceptancePage(AcceptInvitation acceptInvitation, CurrentUser currentUser, Flash flash, Clock clock) {
        this.acceptInvitation = acceptInvitation;
        this.currentUser = currentUser;
        this.flash = flash;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        /** @param objection why it cannot be accepted, or null */
        static native TemplateInstance acceptance(InvitationRow invitation, String key, String objection);
    }

    @GET
    public TemplateInstance offer(@RestPath UUID id, @RestQuery String key) {
        Invitation invitation = acceptInvitation.shownTo(id, currentUser.email());
        String objection = invitation.state() == Invitation.State.ACCEPTED
                ? null
                : acceptInvitation
                        .objectionTo(invitation)
                        .map(Refusal::sentence)
                        .orElse(null);
        return page(invitation, key, objection);
    }

    @POST
    public Object accept(@RestPath UUID id, @RestForm String key) {
        try {
            Invitation accepted = acceptInvitation.accept(id, key, currentUser.email());
            flash.success("You have a seat of " + accepted.productName() + ".");
            return Response.seeOther(URI.create("/seats")).build();
        } catch (Refusal refusal) {
            if (refusal.kind() == Refusal.Kind.NOT_FOUND) {
                throw refusal;
            }
            Invitation invitation = acceptInvitation.shownTo(id, currentUser.email());
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    page(invitation, key, refusal.sentence()));
        }
    }

    private TemplateInstance page(Invitation invitation, String key, String objection) {
        return Templates.acceptance(InvitationRow.of(invitation, clock.instant()), key == null ? "" : key, objection);
    }
}
