package org.licensedesk.assignment.packages;

import java.util.List;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of packages. The contract module promises each of these. */
sealed interface PackageEvent extends OutgoingEvent {
    String id();

    @Override
    default String aggregateId() {
        return id();
    }

    /** A package is new, or its definition changed. */
    @EventType(value = "PackageDefined", topic = SeatEvent.TOPIC, aggregate = "package")
    record PackageDefined(String id, String name, String description, List<String> skus, Integer validDays)
            implements PackageEvent {}

    /** Nobody can ask for it any more. */
    @EventType(value = "PackageDeleted", topic = SeatEvent.TOPIC, aggregate = "package")
    record PackageDeleted(String id, String name) implements PackageEvent {}

    /** The present state, for the compacted topic. */
    @EventType(value = "Package", topic = "license.catalogue", aggregate = "packageState")
    record PackageState(
            String id, String name, String description, List<String> skus, Integer validDays, boolean deleted)
            implements PackageEvent {}
}
