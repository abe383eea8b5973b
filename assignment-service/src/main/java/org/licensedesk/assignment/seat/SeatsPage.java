package org.licensedesk.assignment.seat;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WayBack;

/** A person's seats: one's own, or somebody's as another page shows them; returning and removing one. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class SeatsPage {

    private static final int MOST_SHOWN = 200;

    private final Seats seats;
    private final ReleaseSeat releaseSeat;
    private final SeatPrivacy privacy;
    private final Guests guests;
    private final CurrentUser currentUser;
    private final Flash flash;

    SeatsPage(
            Seats seats,
            ReleaseSeat releaseSeat,
            SeatPrivacy privacy,
            Guests guests,
            CurrentUser currentUser,
            Flash flash) {
        this.seats = seats;
        this.releaseSeat = releaseSeat;
        this.privacy = privacy;
        this.guests = guests;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance own(List<SeatRow> seats, List<WaitingRow> waiting, boolean guest);

        static native TemplateInstance person(List<SeatRow> seats, List<WaitingRow> waiting, boolean administrator);
    }

    @GET
    @Path("seats")
    public TemplateInstance own() {
        String email = currentUser.email();
        return Templates.own(
                seats.list(null, email, null, MOST_SHOWN), seats.waitingOf(email), guests.include(currentUser));
    }

    @GET
    @Path("fragments/person")
    public TemplateInstance person(@RestQuery String email) {
        String asked = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        if (!privacy.opensTo(currentUser, asked)) {
            throw Refusal.hidden("There is no such person.");
        }
        return Templates.person(
                seats.list(null, asked, null, MOST_SHOWN), seats.waitingOf(asked), currentUser.isAdministrator());
    }

    @POST
    @Path("seats/{id}/return")
    public Response returnSeat(@RestPath UUID id, @RestForm String back) {
        SeatRow seat = releaseSeat.returnOwn(id, currentUser);
        flash.success("You have returned your seat of " + seat.productName() + ".");
        return WayBack.to(back, "/requests/");
    }

    @POST
    @Path("seats/{id}/removal")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Response removeSeat(@RestPath UUID id, @RestForm String back) {
        SeatRow seat = releaseSeat.release(id, currentUser);
        flash.success(seat.holderName() + " no longer has a seat of " + seat.productName() + ".");
        return WayBack.to(back, "/assignments/");
    }

    @POST
    @Path("waiting-places/removal")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Response removeWaitingPlace(@RestForm String sku, @RestForm String email, @RestForm String back) {
        String asked = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        var left = releaseSeat.leaveLine(sku == null ? "" : sku.strip(), asked, currentUser);
        var place = left.place();
        flash.success(
                left.kept()
                        ? place.holderName() + " waits for " + place.productName() + " only through a group now."
                        : place.holderName() + " no longer waits for " + place.productName() + ".");
        return WayBack.to(back, "/assignments/");
    }
}
