package org.licensedesk.local.demo;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What comes with the groups of the demo company: one for which there are seats enough, and one for which there are not. To repeat it changes nothing. */
public final class DemoGroupProducts {

    /** What is on which group. */
    private record OnGroup(String group, String sku) {}

    private static final List<OnGroup> ALL = List.of(
            new OnGroup("field-service", "POWERAPPS_PER_USER"), new OnGroup("manual-review", "ADOBE_CREATIVE_CLOUD"));

    private final PublicApi api;
    private final String administrator;

    public DemoGroupProducts(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many groups have a product now; their members get it a moment later. */
    public int put() throws IOException, InterruptedException {
        for (OnGroup one : ALL) {
            api.json(
                    administrator,
                    "PUT",
                    "/assignments/api/groups/" + one.group() + "/products/" + one.sku(),
                    Map.of(),
                    Map.of());
        }
        return ALL.size();
    }
}
