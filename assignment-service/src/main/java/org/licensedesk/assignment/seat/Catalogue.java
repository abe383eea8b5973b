package org.licensedesk.assignment.seat;

import java.util.Collection;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** Tells everybody the present state of products whose pools have changed. */
public interface Catalogue {

    /** The state of each product, with the numbers of its pool as they will be committed. */
    List<OutgoingEvent> statesOf(Handle tx, Collection<PoolNumbers> pools);
}
