package org.licensedesk.assignment.claim;

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
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.GroupChoices;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** For administrators: who may take a seat of one product without asking. */
@Path("/products/{sku}/claims")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class PolicyPage {

    private final ReadClaimPolicies readPolicies;
    private final SetClaimPolicy setPolicy;
    private final ProductChoices choices;
    private final GroupChoices groups;
    private final CurrentUser currentUser;
    private final Flash flash;

    PolicyPage(
            ReadClaimPolicies readPolicies,
            SetClaimPolicy setPolicy,
            ProductChoices choices,
            GroupChoices groups,
            CurrentUser currentUser,
            Flash flash) {
        this.readPolicies = readPolicies;
        this.setPolicy = setPolicy;
        this.choices = choices;
        this.groups = groups;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance policy(
                PolicyForm form, List<Choice> products, List<String> groups, FieldErrors errors);
    }

    @GET
    public TemplateInstance form(@RestPath String sku) {
        return form(PolicyForm.of(readPolicies.of(sku), choices, groups), FieldErrors.none());
    }

    @POST
    public Object set(
            @RestPath String sku,
            @RestForm String enabled,
            @RestForm String group,
            @RestForm String perDay,
            @RestForm String perDepartmentPerDay,
            @RestForm List<String> backups) {
        PolicyRow before = readPolicies.of(sku);
        String product = before.productName();
        var form = new PolicyForm(
                sku, product, enabled != null, group, perDay, perDepartmentPerDay, backups, before.note());
        try {
            setPolicy.to(form.policy(choices, groups), currentUser.email());
        } catch (Refusal refusal) {
            if (refusal.fieldErrors().isEmpty()) {
                throw refusal;
            }
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()), form(form, refusal.fieldErrors()));
        }
        flash.success(
                form.enabled()
                        ? product + " can be claimed now."
                        : product + " cannot be claimed. Seats that were given stay.");
        return Response.seeOther(URI.create("/claims")).build();
    }

    private TemplateInstance form(PolicyForm form, FieldErrors errors) {
        return Templates.policy(form, choices.offered(), groups.offered(), errors);
    }
}
