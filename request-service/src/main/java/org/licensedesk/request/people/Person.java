package org.licensedesk.request.people;

import java.util.UUID;

/** A person of the directory. The manager is named by id, since managers may arrive later than those they manage. */
public record Person(
        UUID id, String email, String name, String title, String department, UUID managerId, boolean active) {
    /** The short form that travels in events. */
    public PersonRef ref() {
        return new PersonRef(id, email, name);
    }
}
