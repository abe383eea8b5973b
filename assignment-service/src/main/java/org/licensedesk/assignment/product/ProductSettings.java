package org.licensedesk.assignment.product;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of products and pools. */
@ConfigMapping(prefix = "assignment.products")
interface ProductSettings {

    /** A pool is running dry when so many percent of its seats are in use. */
    @WithDefault("90")
    int dryAtPercent();
}
