package org.licensedesk.assignment.bulk;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.JobRow;
import org.licensedesk.assignment.bulk.plan.Outcome;
import org.licensedesk.assignment.bulk.plan.PlanDifference;
import org.licensedesk.chassis.web.PageOf;

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

    /** One choice of rows. */
    record Tab(String words, String query, int rows, boolean chosen) {}

    /** @param show the choice of rows as it stands in the address; all of them for what is none */
    static Outcome chosen(String show) {
        return Arrays.stream(Outcome.values())
                .filter(known -> inAddress(known).equals(show))
                .findFirst()
                .orElse(null);
    }

    static JobView of(
            BulkJob job,
            BulkPlan plan,
            PlanDifference difference,
            PageOf<JobRow> rows,
            boolean first,
            Outcome outcome) {
        return new JobView(
                new JobCard(job),
                job,
                plan,
                difference,
                rows.items(),
                rows.next(),
                first,
                outcome,
                tabs(job, plan, outcome));
    }

    private static List<Tab> tabs(BulkJob job, BulkPlan plan, Outcome chosen) {
        boolean planned = job.done() == 0;
        boolean undone = job.state() == BulkState.UNDONE;
        return Stream.concat(
                        Stream.of(new Tab("all rows", "", job.total(), chosen == null)),
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
}
