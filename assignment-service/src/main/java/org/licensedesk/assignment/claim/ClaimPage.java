package org.licensedesk.assignment.claim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.claim.ClaimOffers.Offer;
import org.licensedesk.assignment.seat.Guests;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WayBack;

/** What one may take without asking, on a page of its own and beside what others show. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class ClaimPage {

    private final ClaimLicense claimLicense;
    private final Claimants claimants;
    private final ClaimOffers claimOffers;
    private final Guests guests;
    private final CurrentUser currentUser;
    private final Flash flash;

    ClaimPage(
            ClaimLicense claimLicense,
            Claimants claimants,
            ClaimOffers claimOffers,
            Guests guests,
            CurrentUser currentUser,
            Flash flash) {
        this.claimLicense = claimLicense;
        this.claimants = claimants;
        this.claimOffers = claimOffers;
        this.guests = guests;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance offers(List<Offer> offers, String objection);

        static native TemplateInstance fragment(Offer offer);
    }

    @GET
    @Path("claim")
    public TemplateInstance offers() {
        requireSomebodyOfTheDirectory();
        return Templates.offers(ofMine(), null);
    }

    @POST
    @Path("claim")
    public Object claim(@RestForm String sku, @RestForm String back) {
        requireSomebodyOfTheDirectory();
        try {
            if (sku == null || sku.isBlank()) {
                throw Refusal.invalid("sku", "Choose a product first.");
            }
            return claimLicense
                    .claim(sku.strip(), claimants.self())
                    .fold(
                            assigned -> {
                                flash.success("You have a seat of " + assigned.productName() + ".");
                                return WayBack.to(back, "/assignments/seats");
                            },
                            held -> {
                                flash.notice("You had a seat of " + held.productName() + " already.");
                                return WayBack.to(back, "/assignments/seats");
                            },
                            refused -> {
                                throw refused.refusal();
                            });
        } catch (Refusal refusal) {
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.offers(ofMine(), refusal.sentence()));
        }
    }

    /** Empty where there is nothing to take: it stands on others' pages. */
    @GET
    @Path("fragments/claim")
    public Object fragment(@RestQuery String sku) {
        Optional<Offer> offer = sku == null
                ? Optional.empty()
                : claimLicense
                        .person(currentUser.email())
                        .flatMap(person -> claimOffers.of(person, sku))
                        .filter(Offer::isOpen);
        return offer.isPresent()
                ? Templates.fragment(offer.get())
                : Response.noContent().build();
    }

    private void requireSomebodyOfTheDirectory() {
        if (guests.include(currentUser)) {
            throw Refusal.forbidden(
                    "GUEST",
                    "Guests do not take licenses themselves. If you need another one, ask whoever invited you.");
        }
    }

    private List<Offer> ofMine() {
        return claimLicense.person(currentUser.email()).map(claimOffers::all).orElse(List.of());
    }
}
