package org.licensedesk.assignment;

import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.ArchitectureRules;
import org.licensedesk.chassis.testing.KeepsTheHouseRules;

class ArchitectureTest extends KeepsTheHouseRules {

    ArchitectureTest() {
        super("org.licensedesk.assignment");
    }

    @Test
    void onlyTheLedgerChangesTheNumberOfUsedSeats() {
        check(ArchitectureRules.only_one_room_writes("org.licensedesk.assignment", "seat", "pool", "used"));
    }
}
