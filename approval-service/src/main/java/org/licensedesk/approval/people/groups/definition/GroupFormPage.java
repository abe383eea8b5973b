package org.licensedesk.approval.people.groups.definition;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.approval.people.groups.GroupProducts;
import org.licensedesk.approval.people.groups.Groups;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;

/** Defining a group: first who gains and who loses is shown, and only what was shown is saved. */
@Path("/")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class GroupFormPage {

    private static final int SUGGESTED = 200;

    private final Database database;
    private final Groups groups;
    private final GroupProducts products;
    private final DefineGroup defineGroup;
    private final CurrentUser currentUser;
    private final Flash flash;

    GroupFormPage(
            Database database,
            Groups groups,
            GroupProducts products,
            DefineGroup defineGroup,
            CurrentUser currentUser,
            Flash flash) {
        this.database = database;
        this.groups = groups;
        this.products = products;
        this.defineGroup = defineGroup;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance form(GroupForm.View view);
    }

    @GET
    @Path("new-group")
    public TemplateInstance blank() {
        return shown(GroupForm.blank(), true, null, null, false);
    }

    @POST
    @Path("new-group")
    public Object define(@BeanParam GroupForm form) {
        if (GroupForm.text(form.id).isBlank()) {
            form.id = idOf(GroupForm.text(form.name));
        }
        form.id = form.id.strip();
        if (database.read(handle -> groups.head(handle, form.id)).isPresent()) {
            return refused(
                    form, true, Refusal.invalid("id", "There is a group with the id \"" + form.id + "\" already."));
        }
        return define(form, true);
    }

    @GET
    @Path("groups/{id}/edit")
    public TemplateInstance edit(@RestPath String id) {
        var group = database.read(
                handle -> groups.find(handle, id).orElseThrow(() -> Refusal.notFound("There is no such group.")));
        return shown(GroupForm.of(group), false, null, null, false);
    }

    @POST
    @Path("groups/{id}/edit")
    public Object define(@RestPath String id, @BeanParam GroupForm form) {
        form.id = id;
        database.read(handle -> groups.head(handle, id).orElseThrow(() -> Refusal.notFound("There is no such group.")));
        return define(form, false);
    }

    private Object define(GroupForm form, boolean isNew) {
        try {
            var outcome = defineGroup.define(
                    form.id,
                    form.definition(),
                    currentUser.email(),
                    shown -> form.isToBeSaved()
                            && shown.isNew() == isNew
                            && shown.fingerprint().equals(form.save));
            if (!outcome.isDone()) {
                return shown(form, isNew, null, outcome, form.isToBeSaved());
            }
            flash.success(
                    outcome.group().name() + " is saved" + (outcome.changes().isEmpty() ? "." : ": " + told(outcome)));
            return Response.seeOther(URI.create("/groups/" + form.id)).build();
        } catch (Refusal refusal) {
            return refused(form, isNew, refusal);
        }
    }

    private static String told(DefineGroup.Outcome outcome) {
        return outcome.here().joined().size() + " joined, "
                + outcome.here().left().size() + " left.";
    }

    private Response refused(GroupForm form, boolean isNew, Refusal refusal) {
        return Response.status(refusal.kind().status())
                .entity(shown(form, isNew, refusal, null, false))
                .build();
    }

    private TemplateInstance shown(
            GroupForm form, boolean isNew, Refusal refusal, DefineGroup.Outcome outcome, boolean wasOutdated) {
        return database.read(handle -> {
            var aboutMembers = refusal == null ? List.<String>of() : GroupForm.aboutMembers(refusal);
            return Templates.form(new GroupForm.View(
                    isNew ? "/approvals/new-group" : "/approvals/groups/" + form.id + "/edit",
                    isNew ? "/approvals/groups" : "/approvals/groups/" + form.id,
                    isNew,
                    form,
                    groups.values(handle, true, SUGGESTED),
                    groups.values(handle, false, SUGGESTED),
                    refusal == null ? FieldErrors.none() : refusal.fieldErrors(),
                    aboutMembers,
                    refusal != null && refusal.fieldErrors().isEmpty() ? refusal.sentence() : null,
                    outcome == null ? null : preview(handle, outcome),
                    wasOutdated));
        });
    }

    private GroupForm.Preview preview(org.jdbi.v3.core.Handle handle, DefineGroup.Outcome outcome) {
        var ids = new ArrayList<String>();
        ids.add(outcome.group().id());
        outcome.elsewhere().forEach(change -> ids.add(change.group().id()));
        var given = products.on(handle, ids);
        return new GroupForm.Preview(
                outcome.size(),
                GroupForm.Effect.of(outcome.here(), given),
                outcome.elsewhere().stream()
                        .map(change -> GroupForm.Effect.of(change, given))
                        .toList(),
                outcome.fingerprint());
    }

    /** "Design & Film" becomes "design-film". */
    private static String idOf(String name) {
        var plain = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        var id = plain.length() > 60 ? plain.substring(0, 60) : plain;
        return id.isEmpty() ? "group" : id;
    }
}
