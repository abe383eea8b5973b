package org.licensedesk.approval.people.groups;

import java.util.List;
import org.licensedesk.approval.people.PersonEvent;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.approval.people.groups.membership.MembershipEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the others hear about groups themselves. */
public sealed interface GroupEvent extends OutgoingEvent {

    /** A group is there, or is defined differently now. */
    @EventType(value = "GroupDefined", topic = PersonEvent.FACTS, aggregate = "group")
    record GroupDefined(GroupRef group, List<String> changed, int people, List<GroupRef> groups, String rule)
            implements GroupEvent {
        @Override
        public String aggregateId() {
            return group.id();
        }
    }

    /** A group is no more. */
    @EventType(value = "GroupDeleted", topic = PersonEvent.FACTS, aggregate = "group")
    record GroupDeleted(GroupRef group) implements GroupEvent {
        @Override
        public String aggregateId() {
            return group.id();
        }
    }

    /** A group as it is now. */
    @EventType(value = "Group", topic = MembershipEvent.STATES, aggregate = "groupState")
    record GroupState(String id, String name, boolean deleted) implements GroupEvent {
        @Override
        public String aggregateId() {
            return id;
        }
    }
}
