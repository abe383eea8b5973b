package org.licensedesk.assignment.bulk;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.chassis.messaging.Origin;

/**
 * A list of people and products, what was planned for it, and how far it has come.
 *
 * @param inTurns whether its rows are served in an order of their own
 */
record BulkJob(
        UUID id,
        String title,
        String filter,
        BulkState state,
        int total,
        int done,
        int assigned,
        int alreadyHeld,
        int waitlisted,
        int rejected,
        int undone,
        int ended,
        float rowsPerSecond,
        String plan,
        String fingerprint,
        String difference,
        Instant plannedAt,
        String plannedBy,
        String plannedByName,
        UUID plannedEvent,
        Instant plannedEventAt,
        Instant appliedAt,
        String appliedBy,
        UUID appliedEvent,
        Instant appliedEventAt,
        Instant finishedAt,
        Instant undoAt,
        String undoBy,
        String undoByName,
        Instant undoneAt,
        boolean inTurns) {

    static BulkJob planned(
            UUID id,
            String title,
            String filter,
            BulkPlan plan,
            String planAsJson,
            Instant at,
            String by,
            String name) {
        return new BulkJob(
                id,
                title,
                filter,
                BulkState.PLANNED,
                plan.rows(),
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                planAsJson,
                plan.fingerprint(),
                null,
                at,
                by,
                name,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                false);
    }

    boolean isOfFilter() {
        return filter != null;
    }

    /** Rows of it that have been worked off in the present direction. */
    public int progress() {
        return state == BulkState.UNDOING || state == BulkState.UNDONE ? undone : done;
    }

    /** Another one whenever there is something new to show. */
    public String version() {
        return state + "-" + progress();
    }

    /** How long it will still take at the present rate; null while there is none. */
    public Duration remaining() {
        return state.isAtWork() && rowsPerSecond > 0
                ? Duration.ofSeconds((long) Math.ceil((total - progress()) / rowsPerSecond))
                : null;
    }

    /**
     * The id of the reason that a row of this job gives: always the same, so that giving it twice is giving it once. It begins with
     * the time of the job and the number of the row, as indexes like it, and the rest is the job's own.
     */
    static UUID reasonOf(UUID job, int number) {
        long version8 = 0x8000L;
        long variant = 0x8000_0000_0000_0000L;
        long high = job.getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0000L | version8 | (number >>> 6) & 0xFFF;
        long low = variant | (number & 0x3FL) << 56 | job.getLeastSignificantBits() & 0x00FF_FFFF_FFFF_FFFFL;
        return new UUID(high, low);
    }

    /** Whose doing it is that seats are given. */
    Origin ofApplying() {
        return Origin.by(appliedBy).following(plannedEvent, plannedEventAt);
    }

    /** Whose doing it is that nothing comes of it. */
    Origin ofDiscarding(String by) {
        return Origin.by(by).following(plannedEvent, plannedEventAt);
    }

    /** Whose doing it is that seats are taken back. */
    Origin ofUndoing() {
        return appliedEvent == null
                ? Origin.by(undoBy).following(plannedEvent, plannedEventAt)
                : Origin.by(undoBy).following(appliedEvent, appliedEventAt);
    }
}
