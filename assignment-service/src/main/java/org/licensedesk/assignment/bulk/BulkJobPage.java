package org.licensedesk.assignment.bulk;

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
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** One bulk job for administrators: its plan, its progress, its results. */
@Path("/bulk")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class BulkJobPage {

    private final BulkJobs jobs;
    private final BulkRows bulkRows;
    private final ApplyBulkJob applyBulkJob;
    private final UndoBulkJob undoBulkJob;
    private final DiscardBulkJob discardBulkJob;
    private final ResultsFile resultsFile;
    private final CurrentUser currentUser;
    private final Flash flash;

    BulkJobPage(
            BulkJobs jobs,
            BulkRows bulkRows,
            ApplyBulkJob applyBulkJob,
            UndoBulkJob undoBulkJob,
            DiscardBulkJob discardBulkJob,
            ResultsFile resultsFile,
            CurrentUser currentUser,
            Flash flash) {
        this.jobs = jobs;
        this.bulkRows = bulkRows;
        this.applyBulkJob = applyBulkJob;
        this.undoBulkJob = undoBulkJob;
        this.discardBulkJob = discardBulkJob;
        this.resultsFile = resultsFile;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance job(JobView view);

        static native TemplateInstance progress(JobCard card);
    }

    @GET
    @Path("{id}")
    public TemplateInstance job(@RestPath UUID id, @RestQuery String show, @BeanParam Paging paging) {
        BulkJob job = get(id);
        Outcome outcome = JobView.chosen(show);
        int after = paging.cursor(1).map(cursor -> (int) cursor.number(0)).orElse(0);
        PageOf<JobRow> rows = PageOf.of(
                bulkRows.of(id, after, outcome, paging.limit() + 1), paging.limit(), row -> Cursor.at(row.number()));
        return Templates.job(JobView.of(job, jobs.planOf(job), jobs.differenceOf(job), rows, after == 0, outcome));
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

    /** Where a job is to be seen. */
    static Response backTo(UUID id) {
        return Response.seeOther(URI.create("/bulk/" + id)).build();
    }

    private BulkJob get(UUID id) {
        return jobs.of(id).orElseThrow(BulkApi::noSuchJob);
    }
}
