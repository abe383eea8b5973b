package org.licensedesk.approval.people.groups;

import java.util.List;
import org.licensedesk.approval.people.PersonEvent;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the others hear about groups. */
sealed interface GroupEvent extends OutgoingEvent {

    /** The compacted topic that repeats who belongs to what. */
    String STATES = "license.groups";

    /** A group is there, or is defined differently now. */
    @EventType(value = "GroupDefined", topic = PersonEvent.FACTS, aggregate = "group")
    record GroupDefined(GroupRef group, List<String> changed, int people, List<GroupRef> groups, String rule)
            implements GroupEvent {
        @Override
        public String aggregateId() {
            return group.id();
        }
    }

    /** People joined or left. */
    @EventType(value = "GroupMembersChanged", topic = PersonEvent.FACTS, aggregate = "group")
    record GroupMembersChanged(GroupRef group, String cause, List<PersonRef> joined, List<PersonRef> left, int members)
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
    @EventType(value = "Group", topic = STATES, aggregate = "groupState")
    record GroupState(String id, String name, boolean deleted) implements GroupEvent {
        @Override
        public String aggregateId() {
            return id;
        }
    }

    /** Whether a person belongs to a group now. */
    @EventType(value = "GroupMember", topic = STATES, aggregate = "groupMember")
    record MemberState(GroupRef group, PersonRef person, boolean member) implements GroupEvent {
        @Override
        public String aggregateId() {
            return group.id() + "/" + person.id();
        }
    }
}
