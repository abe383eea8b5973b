package org.licensedesk.chassis.messaging;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** New identities (UUID version 7): each greater than the one before it in this process, so that indexes fill at their end. */
public final class Ids {
    private static final TimeBasedEpochGenerator GENERATOR = Generators.timeBasedEpochGenerator();

    private Ids() {}

    /** An identity nothing else has. */
    public static UUID next() {
        return GENERATOR.generate();
    }
}
