package org.licensedesk.approval.people;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** Who decides where nobody up the line can: name one more, or let one go. */
@Path("/license-owners")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class LicenseOwnersPage {

    private final LicenseOwners owners;
    private final NameLicenseOwners nameLicenseOwners;
    private final CurrentUser currentUser;
    private final Flash flash;

    LicenseOwnersPage(LicenseOwners owners, NameLicenseOwners nameLicenseOwners, CurrentUser currentUser, Flash flash) {
        this.owners = owners;
        this.nameLicenseOwners = nameLicenseOwners;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance owners(List<Owner> owners, String typed, FieldErrors errors);
    }

    /** One license owner. */
    record Owner(UUID id, String email, String name, String title, boolean active) {
        /** Asked before letting one go. */
        public String question() {
            return "Shall " + name + " no longer decide where nobody up the line can?";
        }
    }

    @GET
    public TemplateInstance owners() {
        return Templates.owners(present(), "", FieldErrors.none());
    }

    @POST
    @Path("add")
    public Object add(@RestForm String email) {
        var emails = new ArrayList<>(activeEmails(present()));
        emails.add(email == null ? "" : email);
        try {
            var named = nameLicenseOwners.name(emails, currentUser.email());
            flash.success(named.get(named.size() - 1).name() + " is a license owner now.");
            return Response.seeOther(URI.create("/license-owners")).build();
        } catch (Refusal refusal) {
            var sentence = refusal.fieldErrors().isEmpty()
                    ? refusal.sentence()
                    : refusal.fieldErrors().all().get(0).sentence();
            return Response.status(refusal.kind().status())
                    .entity(Templates.owners(
                            present(), email, Refusal.invalid("email", sentence).fieldErrors()))
                    .build();
        }
    }

    @POST
    @Path("remove")
    public Object remove(@RestForm String email) {
        var present = present();
        String name = present.stream()
                .filter(owner -> owner.email().equals(email))
                .map(Owner::name)
                .findFirst()
                .orElse(email);
        nameLicenseOwners.name(
                activeEmails(present).stream()
                        .filter(owner -> !owner.equals(email))
                        .toList(),
                currentUser.email());
        flash.success(name + " is no longer a license owner. Open requests went to whoever decides now.");
        return Response.seeOther(URI.create("/license-owners")).build();
    }

    private List<Owner> present() {
        return owners.persons().stream()
                .map(person -> new Owner(person.id(), person.email(), person.name(), person.title(), person.isActive()))
                .toList();
    }

    /** Whoever left is let go with the next change; naming them again would be refused. */
    private static List<String> activeEmails(List<Owner> present) {
        return present.stream().filter(Owner::active).map(Owner::email).toList();
    }
}
