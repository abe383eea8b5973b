package org.licensedesk.assignment.purchase;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of what is bought. */
@ConfigMapping(prefix = "assignment.purchase")
interface PurchaseSettings {

    /** How often is looked for lots that begin or end and for seats of subscriptions that have ended, as the scheduler writes it. */
    @WithDefault("20s")
    String lookEvery();

    /** How many products are looked after in one transaction. */
    @WithDefault("50")
    int productsAtOnce();

    /** How many reasons of an ended subscription end in one transaction. */
    @WithDefault("500")
    int endedAtOnce();
}
