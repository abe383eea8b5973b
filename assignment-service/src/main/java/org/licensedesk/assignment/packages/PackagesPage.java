package org.licensedesk.assignment.packages;

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
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** All packages; defining, changing and deleting them. */
@Path("/packages")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class PackagesPage {

    private final Packages packages;
    private final DefinePackage definePackage;
    private final ProductChoices choices;
    private final CurrentUser currentUser;
    private final Flash flash;

    PackagesPage(
            Packages packages,
            DefinePackage definePackage,
            ProductChoices choices,
            CurrentUser currentUser,
            Flash flash) {
        this.packages = packages;
        this.definePackage = definePackage;
        this.choices = choices;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance packages(PageOf<PackageRow> page, boolean first);

        static native TemplateInstance define(PackageForm form, List<Choice> products, FieldErrors errors);

        static native TemplateInstance one(PackageRow one, PackageForm form, List<Choice> products, FieldErrors errors);
    }

    @GET
    public TemplateInstance packages(@BeanParam Paging paging) {
        var after = paging.cursor(2);
        var rows = packages.list(
                after.map(place -> place.text(0)).orElse(""),
                after.map(place -> place.text(1)).orElse(""),
                paging.limit() + 1);
        return Templates.packages(
                PageOf.of(rows, paging.limit(), row -> Cursor.at(row.name(), row.id())), after.isEmpty());
    }

    @GET
    @Path("define")
    public TemplateInstance form() {
        return Templates.define(PackageForm.empty(), choices.offered(), FieldErrors.none());
    }

    @POST
    @Path("define")
    public Object define(
            @RestForm String id,
            @RestForm String name,
            @RestForm String description,
            @RestForm List<String> skus,
            @RestForm String validDays) {
        var form = new PackageForm(id, name, description, skus, validDays, true);
        try {
            if (packages.of(form.id()).isPresent()) {
                throw Refusal.invalid("id", "There is a package " + form.id() + " already.");
            }
            definePackage.define(form.id(), form.definition(choices), currentUser.email());
        } catch (Refusal refusal) {
            return again(refusal, Templates.define(form, choices.offered(), refusal.fieldErrors()));
        }
        flash.success(form.name() + " is defined, and can be asked for.");
        return Response.seeOther(address(form.id())).build();
    }

    @GET
    @Path("{id}")
    public TemplateInstance one(@RestPath String id) {
        var found = get(id);
        return Templates.one(found, PackageForm.of(found, choices), choices.offered(), FieldErrors.none());
    }

    @POST
    @Path("{id}")
    public Object redefine(
            @RestPath String id,
            @RestForm String name,
            @RestForm String description,
            @RestForm List<String> skus,
            @RestForm String validDays) {
        var found = get(id);
        var form = new PackageForm(id, name, description, skus, validDays, false);
        try {
            definePackage.define(id, form.definition(choices), currentUser.email());
        } catch (Refusal refusal) {
            return again(refusal, Templates.one(found, form, choices.offered(), refusal.fieldErrors()));
        }
        flash.success(form.name() + " is changed. Requests that were made already keep what they were made for.");
        return Response.seeOther(address(id)).build();
    }

    @POST
    @Path("{id}/deletion")
    public Response delete(@RestPath String id) {
        var found = get(id);
        definePackage.delete(id, currentUser.email());
        flash.success(found.name() + " can no longer be asked for. What was given through it stays.");
        return Response.seeOther(URI.create("/packages")).build();
    }

    private static RestResponse<TemplateInstance> again(Refusal refusal, TemplateInstance form) {
        if (refusal.fieldErrors().isEmpty()) {
            throw refusal;
        }
        return RestResponse.status(
                RestResponse.Status.fromStatusCode(refusal.kind().status()), form);
    }

    private static URI address(String id) {
        return URI.create("/packages/" + SkuInAddress.of(id));
    }

    private PackageRow get(String id) {
        return packages.of(id).orElseThrow(() -> Refusal.notFound("There is no such package."));
    }
}
