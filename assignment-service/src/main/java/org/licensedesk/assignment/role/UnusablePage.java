package org.licensedesk.assignment.role;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;
import org.licensedesk.chassis.web.WayBack;

/** Seats that are paid for and that nobody can use for want of a role; and, for administrators, giving them one. */
@Path("/unusable")
@RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
@Produces(MediaType.TEXT_HTML)
class UnusablePage {

    private final RolesOfSeats roles;
    private final CurrentUser currentUser;
    private final Flash flash;

    UnusablePage(RolesOfSeats roles, CurrentUser currentUser, Flash flash) {
        this.roles = roles;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance unusable(PageOf<SeatRoles> seats, String sku, String query, boolean first);
    }

    @GET
    public TemplateInstance unusable(@RestQuery String sku, @BeanParam Paging paging) {
        String asked = Typed.orNull(sku);
        var cursor = paging.cursor(2);
        List<SeatRoles> seats = roles.unusable(
                asked,
                cursor.map(place -> new RolesOfSeats.Place(place.text(0), place.uuid(1)))
                        .orElse(null),
                paging.limit() + 1);
        return Templates.unusable(
                PageOf.of(seats, paging.limit(), seat -> Cursor.at(seat.sku(), seat.seatId())),
                asked,
                asked == null ? null : "sku=" + SkuInAddress.of(asked),
                cursor.isEmpty());
    }

    @POST
    @Path("{seat}/roles")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Response give(
            @RestPath UUID seat, @RestForm List<String> role, @RestForm String sku, @RestForm String back) {
        SeatRoles now = roles.change(seat, role == null ? List.of() : role, currentUser.email());
        flash.success(now.holder().name() + " can use " + now.productName() + " now: " + String.join(", ", now.roles())
                + ".");
        return WayBack.to(back, "/assignments/unusable" + (sku == null ? "" : "?sku=" + SkuInAddress.of(sku.strip())));
    }

    @POST
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Response giveAll(@RestForm String sku) {
        if (sku == null || sku.isBlank()) {
            throw Refusal.invalid("sku", "Say which product's roles to give.");
        }
        int given = roles.giveMissing(sku.strip(), currentUser.email());
        flash.success(
                given == 0
                        ? "Nothing was changed: everybody has a role already."
                        : given + (given == 1 ? " holder has" : " holders have") + " the roles now.");
        return back(sku);
    }

    private static Response back(String sku) {
        return Response.seeOther(URI.create(
                        sku == null || sku.isBlank() ? "/unusable" : "/unusable?sku=" + SkuInAddress.of(sku.strip())))
                .build();
    }
}
