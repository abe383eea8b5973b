package org.licensedesk.approval.people.groups.membership;

import java.util.List;
import org.licensedesk.approval.people.PersonEvent;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the others hear about who belongs to a group. */
public sealed interface MembershipEvent extends OutgoingEvent {

    /** The compacted topic that repeats which groups there are, and who belongs to what. */
    String STATES = "license.groups";

    /** People joined or left. */
    @EventType(value = "GroupMembersChanged", topic = PersonEvent.FACTS, aggregate = "group")
    record GroupMembersChanged(GroupRef group, String cause, List<PersonRef> joined, List<PersonRef> left, int members)
            implements MembershipEvent {
        @Override
        public String aggregateId() {
            return group.id();
        }
    }

    /** Whether a person belongs to a group now. */
    @EventType(value = "GroupMember", topic = STATES, aggregate = "groupMember")
    record MemberState(GroupRef group, PersonRef person, boolean member) implements MembershipEvent {
        @Override
        public String aggregateId() {
            return group.id() + "/" + person.id();
        }
    }
}
