package org.licensedesk.assignment.group;

import java.util.List;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of products on groups. The contract module promises each of these. */
sealed interface GroupEvent extends OutgoingEvent {
    String groupId();

    @Override
    default String aggregateId() {
        return groupId();
    }

    /** From now on every member of the group gets a seat of the product. */
    @EventType(value = "ProductPutOnGroup", topic = SeatEvent.TOPIC, aggregate = "productsOnGroup")
    record ProductPutOnGroup(String groupId, String groupName, String sku, String productName, int members)
            implements GroupEvent {}

    /**
     * The group no longer brings the product.
     *
     * @param cause why, if nobody did it by hand
     */
    @EventType(value = "ProductTakenOffGroup", topic = SeatEvent.TOPIC, aggregate = "productsOnGroup")
    record ProductTakenOffGroup(
            String groupId, String groupName, String sku, String productName, int members, String cause)
            implements GroupEvent {}

    /** The present state, for the compacted topic. */
    @EventType(value = "GroupProducts", topic = "license.group-products", aggregate = "groupProductsState")
    record GroupProducts(String groupId, List<String> skus) implements GroupEvent {
        public GroupProducts {
            skus = List.copyOf(skus);
        }
    }
}
