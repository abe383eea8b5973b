package org.licensedesk.assignment.bulk;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.assignment.bulk.plan.DirectoryFilter;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ChoiceField;
import org.licensedesk.assignment.choice.Chosen;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.GroupChoices;
import org.licensedesk.assignment.choice.ManagerChoices;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.form.Objections;
import org.licensedesk.assignment.sheet.SentFile;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Bulk jobs for administrators: all there are, and the two forms of a new one. */
@Path("/bulk")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class BulkPage {

    private static final int CHOICES = 500;

    private final BulkJobs jobs;
    private final PlanBulkJob planBulkJob;
    private final BulkSettings settings;
    private final ProductChoices choices;
    private final GroupChoices groups;
    private final ManagerChoices managers;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    BulkPage(
            BulkJobs jobs,
            PlanBulkJob planBulkJob,
            BulkSettings settings,
            ProductChoices choices,
            GroupChoices groups,
            ManagerChoices managers,
            Database database,
            CurrentUser currentUser,
            Flash flash) {
        this.jobs = jobs;
        this.planBulkJob = planBulkJob;
        this.settings = settings;
        this.choices = choices;
        this.groups = groups;
        this.managers = managers;
        this.database = database;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** What was typed into the form of a filter, kept as it was typed. */
    record Typed(String department, String title, String manager, String group, String endsOn, List<String> skus) {

        private static final int FIELDS_AT_LEAST = 5;
        private static final int EMPTY_FIELDS = 2;

        Typed {
            List<String> fields = new ArrayList<>(ProductChoices.entries(skus));
            int wanted = Math.max(FIELDS_AT_LEAST, fields.size() + EMPTY_FIELDS);
            while (fields.size() < wanted) {
                fields.add("");
            }
            skus = List.copyOf(fields);
        }

        static Typed nothing() {
            return new Typed(null, null, null, null, null, List.of());
        }

        public List<ChoiceField> productFields() {
            return ChoiceField.of(skus, number -> "f-product-" + number, "Product");
        }
    }

    /** The form of a filter as it was filled in, and what there is to choose. */
    record FilterForm(
            Typed typed,
            List<Choice> products,
            List<String> departments,
            List<String> titles,
            List<String> managers,
            List<String> groups) {}

    /** The list of jobs and the two forms of a new one. */
    record ListView(PageOf<JobCard> jobs, boolean first, FilterForm form, int mostRows) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance jobs(ListView view, FieldErrors errors);
    }

    @GET
    public TemplateInstance jobs(@BeanParam Paging paging) {
        return Templates.jobs(listView(paging, form(Typed.nothing())), FieldErrors.none());
    }

    @POST
    @Path("file")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Object planFile(@RestForm FileUpload file) {
        try {
            return planned(planBulkJob.ofFile(SentFile.bytes(file), file.fileName(), administrator()));
        } catch (Refusal refusal) {
            return again(refusal, "file", form(Typed.nothing()));
        }
    }

    @POST
    @Path("filter")
    public Object planFilter(
            @RestForm String department,
            @RestForm String title,
            @RestForm String manager,
            @RestForm String group,
            @RestForm String endsOn,
            @RestForm List<String> skus) {
        var typed = new Typed(department, title, manager, group, endsOn, skus);
        try {
            return planned(planFilter(typed));
        } catch (Refusal refusal) {
            return again(refusal, "filter", form(typed));
        }
    }

    /** What was meant; everything that is wrong with it is said at once. */
    private UUID planFilter(Typed typed) {
        Objections objections = new Objections();
        ChosenOne manager = managers.chosen(typed.manager());
        ChosenOne group = groups.chosen(typed.group());
        Chosen products = choices.chosen(typed.skus());
        objections.add("manager", manager.objection());
        objections.add("group", group.objection());
        objections.add("skus", products.objection());
        LocalDate endsOn = null;
        try {
            endsOn = day(typed.endsOn());
        } catch (DateTimeParseException noDay) {
            objections.add("endsOn", "A day is written as 2027-06-30.");
        }
        objections.refuseIfAny();
        return planBulkJob.ofFilter(
                new DirectoryFilter(typed.department(), typed.title(), manager.key(), group.key()),
                products.skus(),
                endsOn,
                administrator());
    }

    private ListView listView(Paging paging, FilterForm form) {
        var after = paging.cursor(2)
                .map(cursor -> new BulkJobs.Place(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        return new ListView(
                PageOf.of(
                                jobs.list(after, paging.limit() + 1),
                                paging.limit(),
                                job -> Cursor.at(job.plannedAt(), job.id()))
                        .map(JobCard::new),
                after == null,
                form,
                settings.mostRows());
    }

    private FilterForm form(Typed typed) {
        return new FilterForm(
                typed,
                choices.offered(),
                database.read(handle -> known(handle, "department")),
                database.read(handle -> known(handle, "title")),
                managers.offered(),
                groups.offered());
    }

    private static List<String> known(org.jdbi.v3.core.Handle handle, String column) {
        return handle.createQuery(
                        "select distinct %1$s from person where active and %1$s is not null order by 1 limit :atMost"
                                .formatted(column))
                .bind("atMost", CHOICES)
                .mapTo(String.class)
                .list();
    }

    private Object again(Refusal refusal, String field, FilterForm form) {
        return RestResponse.status(
                RestResponse.Status.fromStatusCode(refusal.kind().status()),
                Templates.jobs(listView(new Paging(), form), refusal.fieldErrorsOr(field)));
    }

    private static LocalDate day(String text) {
        return text == null || text.isBlank() ? null : LocalDate.parse(text.strip());
    }

    private Response planned(UUID id) {
        flash.success("The job is planned. Nothing has been given yet: look at the plan, then apply it.");
        return BulkJobPage.backTo(id);
    }

    private PlanBulkJob.Administrator administrator() {
        return new PlanBulkJob.Administrator(currentUser.email(), currentUser.name());
    }
}
