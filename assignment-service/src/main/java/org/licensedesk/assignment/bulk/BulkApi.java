package org.licensedesk.assignment.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.bulk.plan.DirectoryFilter;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.LastSeen;
import org.licensedesk.chassis.web.Lookout;
import org.licensedesk.chassis.web.Lookout.Sight;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.StrictJson;

/** Bulk jobs for programs. */
@Path("/api/bulk-jobs")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Bulk jobs", description = "Seats for many people at once: planned, applied, undone")
class BulkApi {

    private final BulkJobs jobs;
    private final PlanBulkJob planBulkJob;
    private final ApplyBulkJob applyBulkJob;
    private final UndoBulkJob undoBulkJob;
    private final DiscardBulkJob discardBulkJob;
    private final ResultsFile resultsFile;
    private final StrictJson strictJson;
    private final Lookout lookout;
    private final CurrentUser currentUser;

    BulkApi(
            BulkJobs jobs,
            PlanBulkJob planBulkJob,
            ApplyBulkJob applyBulkJob,
            UndoBulkJob undoBulkJob,
            DiscardBulkJob discardBulkJob,
            ResultsFile resultsFile,
            StrictJson strictJson,
            Lookout lookout,
            CurrentUser currentUser) {
        this.jobs = jobs;
        this.planBulkJob = planBulkJob;
        this.applyBulkJob = applyBulkJob;
        this.undoBulkJob = undoBulkJob;
        this.discardBulkJob = discardBulkJob;
        this.resultsFile = resultsFile;
        this.strictJson = strictJson;
        this.lookout = lookout;
        this.currentUser = currentUser;
    }

    /** Whom, and what. */
    @Schema(name = "BulkJobByFilter")
    record FilterBody(
            @Schema(required = true, description = "active people of whom all of this is true; at least one of it")
            FilterView filter,

            @Schema(required = true, examples = "[\"PROJECT_PLAN3\"]")
            List<String> skus,

            @Schema(nullable = true, description = "the last day of all that is given", examples = "\"2027-06-30\"")
            LocalDate endsOn) {}

    /** What the directory says of people; capital letters do not matter. */
    @Schema(name = "DirectoryFilter")
    record FilterView(
            @Schema(nullable = true, description = "a star stands for any text", examples = "\"Engineering\"")
            String department,

            @Schema(nullable = true, description = "likewise", examples = "\"*Engineer\"")
            String title,

            @Schema(
                    nullable = true,
                    description = "whom they report to, by email",
                    examples = "\"grace.duval@harbour.example\"")
            String manager,

            @Schema(
                    nullable = true,
                    description = "the id of a group, nested groups included",
                    examples = "\"engineers\"")
            String group) {}

    /** Which plan is agreed to. */
    @Schema(name = "BulkConfirmation")
    record ConfirmBody(
            @Schema(
                    nullable = true,
                    description = "that of the plan that is agreed to, as the job and a 409 name it",
                    examples = "\"d41d8cd98f00b204e9800998ecf8427e\"")
            String fingerprint,

            @Schema(nullable = true, deprecated = true, description = "an older word for fingerprint")
            String confirm) {

        private String agreedTo() {
            return fingerprint == null ? confirm : fingerprint;
        }
    }

    @POST
    @Consumes("text/csv")
    @Operation(
            summary = "Plan a job by a file",
            description =
                    "A CSV with the columns email, sku and, if need be, ends_on, in any order; UTF-8 or Windows-1252, separated"
                            + " by commas, semicolons or tabs; up to 200,000 rows. Nothing is given yet. A row that cannot be used"
                            + " is rejected by itself.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "rows", value = """
                                                    email,sku,ends_on
                                                    kevin.brown@harbour.example,PROJECT_PLAN3,2027-06-30
                                                    noah.fischer@harbour.example,PROJECT_PLAN3,""")))
    @APIResponse(
            responseCode = "201",
            description = "Planned",
            content =
                    @Content(
                            schema = @Schema(implementation = BulkJobView.class),
                            examples = @ExampleObject(name = "job", value = BulkJobView.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "This is no such CSV; the problem says the line and the cause")
    @APIResponse(responseCode = "413", description = "More rows than a job may have")
    public Response planFile(
            byte[] file,
            @RestQuery @Parameter(description = "what the file is called", example = "newcomers.csv") String name) {
        return planned(planBulkJob.ofFile(file, name, administrator()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Plan a job by a filter on the directory",
            description = "One row for each product and each active person who fits. Nothing is given yet.")
    @RequestBody(
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = FilterBody.class),
                            examples = @ExampleObject(name = "filter", value = """
                                                    {"filter": {"department": "Engineering"}, "skus": ["PROJECT_PLAN3"]}""")))
    @APIResponse(
            responseCode = "201",
            description = "Planned",
            content = @Content(schema = @Schema(implementation = BulkJobView.class)))
    @APIResponse(responseCode = "400", description = "Nobody fits, or nothing was asked")
    public Response planFilter(FilterBody body) {
        if (body == null || body.filter() == null) {
            throw Refusal.invalid("filter", "Say whom: a department, a title, a manager or a group.");
        }
        FilterView filter = body.filter();
        return planned(planBulkJob.ofFilter(
                new DirectoryFilter(filter.department(), filter.title(), filter.manager(), filter.group()),
                body.skus(),
                body.endsOn(),
                administrator()));
    }

    @GET
    @Operation(summary = "Jobs", description = "The youngest first.")
    public PageOf<BulkJobView> list(@BeanParam Paging paging) {
        var after = paging.cursor(2)
                .map(cursor -> new BulkJobs.Place(cursor.instant(0), cursor.uuid(1)))
                .orElse(null);
        return PageOf.of(
                        jobs.list(after, paging.limit() + 1),
                        paging.limit(),
                        job -> Cursor.at(job.plannedAt(), job.id()))
                .map(job -> BulkJobView.of(job, jobs));
    }

    @GET
    @Path("/{id}")
    @Blocking
    @Operation(
            summary = "A job: its plan, and how far it has come",
            description =
                    "With the tag of the answer you have, and `Prefer: wait`, it is answered as soon as it has come further.")
    @APIResponse(
            responseCode = "200",
            description = "The job",
            headers = @Header(name = "ETag", description = "another one whenever it has come further"),
            content =
                    @Content(
                            schema = @Schema(implementation = BulkJobView.class),
                            examples = @ExampleObject(name = "job", value = BulkJobView.EXAMPLE)))
    @APIResponse(responseCode = "304", description = "It is where it was in the answer you have")
    @APIResponse(responseCode = "404", description = "There is no such job")
    public Uni<RestResponse<BulkJobView>> job(@RestPath UUID id, @BeanParam LastSeen seen) {
        return lookout.answer(id, seen, () -> {
            BulkJob job = get(id);
            return new Sight<>(BulkJobView.of(job, jobs), job.version());
        });
    }

    @POST
    @Path("/{id}/apply")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Apply a planned job",
            description =
                    "Seats are given in chunks, behind this answer. If the world is no longer that of the plan, the answer is a"
                            + " 409 with the difference, the new plan and its `fingerprint`; send that back as `fingerprint` to"
                            + " agree to the new plan. Applying again gives nothing twice.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = ConfirmBody.class),
                            examples = @ExampleObject(name = "agree", value = """
                                                    {"fingerprint": "d41d8cd98f00b204e9800998ecf8427e"}""")))
    @APIResponse(
            responseCode = "202",
            description = "It runs, or has run",
            content = @Content(schema = @Schema(implementation = BulkJobView.class)))
    @APIResponse(responseCode = "404", description = "There is no such job")
    @APIResponse(
            responseCode = "409",
            description =
                    "The world has changed since the plan, and `fingerprint` names the new one; or the job was undone")
    public Response apply(@RestPath UUID id, String body) {
        applyBulkJob.apply(id, confirmed(body), currentUser.email());
        return Response.accepted(BulkJobView.of(get(id), jobs)).build();
    }

    @POST
    @Path("/{id}/undo")
    @Operation(
            summary = "Undo a whole job",
            description =
                    "Ends exactly what this job gave, in chunks, behind this answer; a seat that is held for another reason too"
                            + " stays. A job that still runs is stopped first. Undoing again changes nothing.")
    @APIResponse(
            responseCode = "202",
            description = "It is being undone, or was",
            content = @Content(schema = @Schema(implementation = BulkJobView.class)))
    @APIResponse(responseCode = "404", description = "There is no such job")
    @APIResponse(responseCode = "409", description = "It was never applied")
    public Response undo(@RestPath UUID id) {
        undoBulkJob.undo(id, currentUser.email(), currentUser.name());
        return Response.accepted(BulkJobView.of(get(id), jobs)).build();
    }

    @DELETE
    @Path("/{id}")
    @Operation(
            summary = "Discard a plan",
            description =
                    "A job that was never applied goes with its rows. One that was applied stays, and can be undone.")
    @APIResponse(responseCode = "204", description = "It is gone; it gave nothing")
    @APIResponse(responseCode = "404", description = "There is no such job")
    @APIResponse(responseCode = "409", description = "It was applied")
    public void discard(@RestPath UUID id) {
        discardBulkJob.discard(id, currentUser.email());
    }

    @GET
    @Path("/{id}/results")
    @Produces("text/csv;charset=UTF-8")
    @Operation(
            summary = "The results, one line for each row",
            description =
                    "The columns line, email, sku, ends_on, outcome and cause; the outcomes are ASSIGNED, ALREADY_HELD,"
                            + " WAITLISTED and REJECTED. Of a job that is being undone, or was, a column `undone` says TAKEN_BACK"
                            + " of each row whose reason was ended; the holder keeps the seat if there is another one.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = "text/csv",
                            schema = @Schema(implementation = String.class),
                            examples = @ExampleObject(name = "results", value = """
                                                    line,email,sku,ends_on,outcome,cause
                                                    2,kevin.brown@harbour.example,PROJECT_PLAN3,2027-06-30,ASSIGNED,""")))
    @APIResponse(responseCode = "404", description = "There is no such job")
    public Response results(@RestPath UUID id) {
        BulkJob job = get(id);
        StreamingOutput lines = out -> resultsFile.write(job, false, out);
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"bulk-job-" + id + ".csv\"")
                .build();
    }

    /** Read here, because nothing at all is as good as an empty object. */
    private String confirmed(String body) {
        if (body == null || body.isBlank()) {
            return null;
        }
        try {
            ConfirmBody read = strictJson.getContext(ConfirmBody.class).readValue(body, ConfirmBody.class);
            return read == null ? null : read.agreedTo();
        } catch (JsonProcessingException notUnderstood) {
            throw Refusal.invalid(
                    "fingerprint", "Send nothing, or the fingerprint of the plan as the field fingerprint.");
        }
    }

    private Response planned(UUID id) {
        return Response.created(URI.create("/api/bulk-jobs/" + id))
                .entity(BulkJobView.of(get(id), jobs))
                .build();
    }

    private BulkJob get(UUID id) {
        return jobs.of(id).orElseThrow(BulkApi::noSuchJob);
    }

    private PlanBulkJob.Administrator administrator() {
        return new PlanBulkJob.Administrator(currentUser.email(), currentUser.name());
    }

    static Refusal noSuchJob() {
        return Refusal.notFound("There is no such bulk job.");
    }
}
