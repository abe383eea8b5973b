package org.licensedesk.assignment.seat;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What the ledger has to know of persons: who can no longer hold anything. */
public interface Directory {

    /** Those of them that are known to be inactive; an unknown person is taken for an active one. */
    Set<UUID> inactive(Handle tx, Collection<UUID> persons);

    /** Those of these email addresses that belong to a person, active or not, by their address in lower case. */
    Map<String, KnownPerson> byEmail(Handle handle, Collection<String> emails);

    /** Whether the one stands above the other, directly or further up. */
    boolean isUpTheLine(Handle handle, String managerEmail, String personEmail);
}
