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
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.DirectoryFilter;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.assignment.bulk.plan.PlanDifference;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ChoiceField;
import org.licensedesk.assignment.choice.Chosen;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.GroupChoices;
import org.licensedesk.assignment.choice.ManagerChoices;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.sheet.SentFile;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Words;

/** Bulk jobs for administrators: new ones, their plans, their progress, their results. */
@Path("/bulk")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class BulkPage {

    private static final int CHOICES = 500;

    private final BulkJobs jobs;
    private final BulkRows bulkRows;
    private final PlanBulkJob planBulkJob;
    private final ApplyBulkJob applyBulkJob;
    private final UndoBulkJob undoBulkJob;
    private final DiscardBulkJob discardBulkJob;
    private final ResultsFile resultsFile;
    private final BulkSettings settings;
    private final ProductChoices choices;
    private final GroupChoices groups;
    private final ManagerChoices managers;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    BulkPage(
            BulkJobs jobs,
            BulkRows bulkRows,
            PlanBulkJob planBulkJob,
            ApplyBulkJob applyBulkJob,
            UndoBulkJob undoBulkJob,
            DiscardBulkJob discardBulkJob,
            ResultsFile resultsFile,
            BulkSettings settings,
            ProductChoices choices,
            GroupChoices groups,
            ManagerChoices managers,
            Database database,
            CurrentUser currentUser,
            Flash flash) {
        this.jobs = jobs;
        this.bulkRows = bulkRows;
        this.planBulkJob = planBulkJob;
        this.applyBulkJob = applyBulkJob;
        this.undoBulkJob = undoBulkJob;
        this.discardBulkJob = discardBulkJob;
        this.resultsFile = resultsFile;
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

    /** A job as the pages show it. */
    record JobCard(BulkJob job) {
        public UUID id() {
            return job.id();
        }

        public String href() {
            return "/assignments/bulk/" + job.id();
        }

        /** Changes whenever there is something new to show. */
        public String version() {
            return job.version();
        }

        /** "about 20 seconds", or null while nobody knows. */
        public String remaining() {
            Duration remaining = job.remaining();
            if (remaining == null) {
                return null;
            }
            return remaining.toSeconds() < 90
                    ? Words.counted(Math.max(1, remaining.toSeconds()), "second")
                    : Words.counted((remaining.toSeconds() + 59) / 60, "minute");
        }

        public int rate() {
            return Math.round(job.rowsPerSecond());
        }
    }

    /** One job with its plan and a page of its rows. */
    record JobView(
            JobCard card,
            BulkJob job,
            BulkPlan plan,
            PlanDifference difference,
            List<JobRow> rows,
            String next,
            boolean first,
            Outcome outcome,
            List<Tab> tabs) {

        /** The choice of rows as it stands in an address. */
        public String show() {
            return inAddress(outcome);
        }
    }

    /** One choice of rows. */
    record Tab(String words, String query, int rows, boolean chosen) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance jobs(ListView view, FieldErrors errors);

        static native TemplateInstance job(JobView view);

        static native TemplateInstance progress(JobCard card);
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
        Map<String, String> objections = new LinkedHashMap<>();
        ChosenOne manager = managers.chosen(typed.manager());
        ChosenOne group = groups.chosen(typed.group());
        Chosen products = choices.chosen(typed.skus());
        object(objections, "manager", manager.objection());
        object(objections, "group", group.objection());
        object(objections, "skus", products.objection());
        LocalDate endsOn = null;
        try {
            endsOn = day(typed.endsOn());
        } catch (DateTimeParseException noDay) {
            objections.put("endsOn", "A day is written as 2027-06-30.");
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return planBulkJob.ofFilter(
                new DirectoryFilter(typed.department(), typed.title(), manager.key(), group.key()),
                products.skus(),
                endsOn,
                administrator());
    }

    private static void object(Map<String, String> objections, String field, String objection) {
        if (objection != null) {
            objections.put(field, objection);
        }
    }

    @GET
    @Path("{id}")
    public TemplateInstance job(@RestPath UUID id, @RestQuery String show, @BeanParam Paging paging) {
        BulkJob job = get(id);
        Outcome outcome = Arrays.stream(Outcome.values())
                .filter(known -> inAddress(known).equals(show))
                .findFirst()
                .orElse(null);
        int after = paging.cursor(1).map(cursor -> (int) cursor.number(0)).orElse(0);
        PageOf<JobRow> rows = PageOf.of(
                bulkRows.of(id, after, outcome, paging.limit() + 1), paging.limit(), row -> Cursor.at(row.number()));
        BulkPlan plan = jobs.planOf(job);
        return Templates.job(new JobView(
                new JobCard(job),
                job,
                plan,
                jobs.differenceOf(job),
                rows.items(),
                rows.next(),
                after == 0,
                outcome,
                tabs(job, plan, outcome)));
    }

    @GET
    @Path("{id}/progress")
    public Object progress(@RestPath UUID id, @RestQuery String version) {
        JobCard card = new JobCard(get(id));
        if (card.version().equals(version)) {
            return Response.noContent().build();
        }
        if (!card.job().state().isAtWork()) {
            // the results below have come meanwhile: the whole page is to be seen anew
            return Response.noContent().header("HX-Refresh", "true").build();
        }
        return Templates.progress(card);
    }

    @POST
    @Path("{id}/apply")
    public Response apply(@RestPath UUID id, @RestForm String confirm) {
        try {
            applyBulkJob.apply(id, confirm, currentUser.email());
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            flash.notice(refusal.sentence());
        }
        return backTo(id);
    }

    @POST
    @Path("{id}/undo")
    public Response undo(@RestPath UUID id) {
        undoBulkJob.undo(id, currentUser.email(), currentUser.name());
        return backTo(id);
    }

    @POST
    @Path("{id}/discard")
    public Response discard(@RestPath UUID id) {
        discardBulkJob.discard(id, currentUser.email());
        flash.success("Discarded. The job has given nothing.");
        return Response.seeOther(URI.create("/bulk")).build();
    }

    @GET
    @Path("{id}/results.csv")
    @Produces("text/csv;charset=UTF-8")
    public Response results(@RestPath UUID id) {
        BulkJob job = get(id);
        StreamingOutput lines = out -> resultsFile.write(job, true, out);
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"bulk-job-" + id + ".csv\"")
                .build();
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

    private static List<Tab> tabs(BulkJob job, BulkPlan plan, Outcome chosen) {
        boolean planned = job.done() == 0;
        boolean undone = job.state() == BulkState.UNDONE;
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(new Tab("all rows", "", job.total(), chosen == null)),
                        Arrays.stream(Outcome.values())
                                .map(outcome -> new Tab(
                                        planned
                                                ? outcome.plannedWords()
                                                : undone ? outcome.undoneWords() : outcome.words(),
                                        "show=" + inAddress(outcome),
                                        planned ? plannedRows(plan, outcome) : doneRows(job, outcome),
                                        chosen == outcome)))
                .toList();
    }

    private static int plannedRows(BulkPlan plan, Outcome outcome) {
        return switch (outcome) {
            case ASSIGNED -> plan.gains();
            case ALREADY_HELD -> plan.alreadyHeld();
            case WAITLISTED -> plan.waits();
            case REJECTED -> plan.rejected();
        };
    }

    private static int doneRows(BulkJob job, Outcome outcome) {
        return switch (outcome) {
            case ASSIGNED -> job.assigned();
            case ALREADY_HELD -> job.alreadyHeld();
            case WAITLISTED -> job.waitlisted();
            case REJECTED -> job.rejected();
        };
    }

    private static String inAddress(Outcome outcome) {
        return outcome.name().toLowerCase(Locale.ROOT);
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
        return backTo(id);
    }

    private static Response backTo(UUID id) {
        return Response.seeOther(URI.create("/bulk/" + id)).build();
    }

    private BulkJob get(UUID id) {
        return jobs.of(id).orElseThrow(BulkApi::noSuchJob);
    }

    private PlanBulkJob.Administrator administrator() {
        return new PlanBulkJob.Administrator(currentUser.email(), currentUser.name());
    }
}
