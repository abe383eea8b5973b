package org.licensedesk.request.submission;

import io.quarkus.security.Authenticated;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WayBack;
import org.licensedesk.request.tracking.Tracking;

/** The button that takes a request back. */
@Path("/{id: [0-9a-fA-F-]+}/withdraw")
@Authenticated
class WithdrawPage {
    private final WithdrawRequest withdrawRequest;
    private final Flash flash;
    private final CurrentUser user;

    WithdrawPage(WithdrawRequest withdrawRequest, Flash flash, CurrentUser user) {
        this.withdrawRequest = withdrawRequest;
        this.flash = flash;
        this.user = user;
    }

    @POST
    public Response withdraw(@RestPath String id, @RestForm String reason, @RestForm String back) {
        var request = Tracking.idOf(id);
        try {
            withdrawRequest.withdraw(request, reason, Asker.of(user));
            flash.success("You have withdrawn the request.");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            // somebody decided while the page was open: the request's page tells what became of it
            flash.notice(refusal.sentence());
        }
        return WayBack.to(back, "/requests/" + request);
    }
}
