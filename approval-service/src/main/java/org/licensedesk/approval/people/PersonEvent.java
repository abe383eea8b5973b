package org.licensedesk.approval.people;

import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the others hear about people. */
public sealed interface PersonEvent extends OutgoingEvent {

    /** The topic of facts. */
    String FACTS = "license.approvals";

    /** The compacted topic that repeats everybody's present state. */
    String STATES = "license.people";

    /** A person was added, or something about them is different. */
    @EventType(value = "PersonChanged", topic = FACTS, aggregate = "person")
    record PersonChanged(PersonRef person, String title, String department, PersonRef manager, List<String> changed)
            implements PersonEvent {
        @Override
        public String aggregateId() {
            return person.id().toString();
        }
    }

    /** A person left. */
    @EventType(value = "PersonDeactivated", topic = FACTS, aggregate = "person")
    record PersonDeactivated(PersonRef person, String cause) implements PersonEvent {
        @Override
        public String aggregateId() {
            return person.id().toString();
        }
    }

    /** A person as they are now. */
    @EventType(value = "Person", topic = STATES, aggregate = "personState")
    record PersonState(
            UUID id, String email, String name, String title, String department, PersonRef manager, boolean active)
            implements PersonEvent {
        @Override
        public String aggregateId() {
            return id.toString();
        }
    }

    /** Others than before decide where nobody up the line can. */
    @EventType(value = "LicenseOwnersNamed", topic = FACTS, aggregate = "owners")
    record LicenseOwnersNamed(List<PersonRef> owners) implements PersonEvent {
        @Override
        public String aggregateId() {
            return "license-owners";
        }
    }
}
