package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A group is made elsewhere and heard of here a moment later: whoever made it just now is spared to ask twice. */
@ApplicationScoped
class ArrivingGroups {

    private static final long LOOK_EVERY = TimeUnit.MILLISECONDS.toNanos(50);

    private final GroupRows rows;
    private final GroupSettings settings;

    ArrivingGroups(GroupRows rows, GroupSettings settings) {
        this.rows = rows;
        this.settings = settings;
    }

    /** Returns as soon as the group is here, or when it is no use to wait any longer. */
    void waitFor(String id) {
        long started = System.nanoTime();
        while (rows.of(id).isEmpty()
                && System.nanoTime() - started < settings.patience().toNanos()) {
            LockSupport.parkNanos(LOOK_EVERY);
        }
    }
}
