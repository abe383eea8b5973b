package org.licensedesk.assignment.product;

import java.util.Collection;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** What can be asked for and is no product: no product may have its id as sku. */
public interface OtherOffers {

    /** Those of these ids that are taken. */
    Set<String> among(Handle tx, Collection<String> ids);
}
