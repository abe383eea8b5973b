package org.licensedesk.chassis.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochRandomGenerator;
import java.util.UUID;

/** New identities, growing with time so that indexes fill at their end (UUID version 7). */
public final class Ids {
    private static final TimeBasedEpochRandomGenerator GENERATOR = Generators.timeBasedEpochRandomGenerator();

    private Ids() {}

    /** An identity nothing else has. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
