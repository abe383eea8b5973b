package org.licensedesk.assignment.bulk;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.PlanDifference;

/** A job as programs see it, and how far it has come. */
@Schema(name = "BulkJob")
record BulkJobView(
        UUID id,
        String title,
        BulkState state,
        int total,
        int done,
        int assigned,
        int alreadyHeld,
        int waitlisted,
        int rejected,

        @Schema(description = "how many of its reasons an undo has ended")
        int ended,

        @Schema(description = "at present", examples = "4100")
        int rowsPerSecond,

        @Schema(nullable = true, description = "at this rate")
        Long secondsLeft,

        Instant plannedAt,
        String plannedBy,
        @Schema(nullable = true) Instant appliedAt,
        @Schema(nullable = true) Instant finishedAt,
        @Schema(nullable = true) Instant undoneAt,
        BulkPlan plan,

        @Schema(nullable = true, description = "how the world differs from the plan shown first; to be confirmed")
        PlanDifference difference) {

    static final String EXAMPLE = """
            {"id": "01934d2c-0100-7abc-8def-0123456789ab", "title": "newcomers.csv", "state": "PLANNED", "total": 3, "done": 0,
             "assigned": 0, "alreadyHeld": 0, "waitlisted": 0, "rejected": 0, "ended": 0, "rowsPerSecond": 0, "secondsLeft": null,
             "plannedAt": "2026-11-22T10:42:00.123456Z", "plannedBy": "lena.fischer@harbour.example",
             "appliedAt": null, "finishedAt": null, "undoneAt": null,
             "plan": {"fingerprint": "5eb63bbbe01eeed093cb22bb8f5acdc3", "madeAt": "2026-11-22T10:42:00.123456Z", "rows": 3, "gains": 1,
                      "alreadyHeld": 0, "waits": 1, "rejected": 1, "unknown": 1, "inactive": 0,
                      "products": [{"sku": "PROJECT_PLAN3", "name": "Project Plan 3", "gains": 1, "alreadyHeld": 0, "waits": 1,
                                    "free": 1, "shortBy": 1, "monthlyCost": 28.10, "monthlyCostOfShortfall": 28.10,
                                    "currency": "EUR"}],
                      "monthlyCost": [{"amount": 28.10, "currency": "EUR"}],
                      "rejections": [{"code": "UNKNOWN_PERSON", "cause": "nobody in the directory has this address", "rows": 1,
                                      "examples": ["nobody@harbour.example"]}]},
             "difference": null}""";

    static BulkJobView of(BulkJob job, BulkJobs jobs) {
        return new BulkJobView(
                job.id(),
                job.title(),
                job.state(),
                job.total(),
                job.done(),
                job.assigned(),
                job.alreadyHeld(),
                job.waitlisted(),
                job.rejected(),
                job.ended(),
                Math.round(job.rowsPerSecond()),
                job.remaining() == null ? null : job.remaining().toSeconds(),
                job.plannedAt(),
                job.plannedBy(),
                job.appliedAt(),
                job.finishedAt(),
                job.undoneAt(),
                jobs.planOf(job),
                jobs.differenceOf(job));
    }
}
