package org.licensedesk.approval.people;

import org.jdbi.v3.core.Handle;

/** Whoever must act when the directory changes; told in the same transaction, after the change is written. */
public interface FollowsTheDirectory {

    /** Acts on the change and says how many cases it moved. */
    int directoryChanged(Handle tx, DirectoryChange change);
}
