package org.licensedesk.request;

import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.ArchitectureRules;
import org.licensedesk.chassis.testing.KeepsTheHouseRules;

class ArchitectureTest extends KeepsTheHouseRules {
    private static final String SERVICE = "org.licensedesk.request";

    ArchitectureTest() {
        super(SERVICE);
    }

    @Test
    void onlyTrackingEndsASeat() {
        check(ArchitectureRules.only_one_room_writes(SERVICE, "tracking", "held_seat", "ended_at"));
    }

    @Test
    void onlyPeopleDeactivatesSomebody() {
        check(ArchitectureRules.only_one_room_writes(SERVICE, "people", "person", "active"));
    }
}
