package org.licensedesk.assignment.bulk;

import java.time.Duration;
import java.util.UUID;
import org.licensedesk.chassis.web.Words;

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
