package org.licensedesk.approval.people;

import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.licensedesk.chassis.messaging.EventReceipt;

/**
 * What is different in the directory now.
 *
 * @param persons whoever changed, with the fact that says so
 * @param whole what to name as the cause where no single person's change explains the effect
 */
public record DirectoryChange(Map<UUID, Fact> persons, Fact whole) {
    public DirectoryChange {
        persons = Map.copyOf(persons);
    }

    /** What changed about this person. */
    public Optional<Fact> about(UUID person) {
        return Optional.ofNullable(persons.get(person));
    }

    /** One change: a sentence without a full stop, and the event that tells it. */
    public record Fact(String sentence, EventReceipt event) {}
}
