package org.licensedesk.request.tracking;

import org.licensedesk.request.people.PersonRef;

/** A person as the API shows them. */
public record PersonView(String email, String name) {
    /** Without the id, which is nobody's business outside. */
    public static PersonView of(PersonRef person) {
        return new PersonView(person.email(), person.name());
    }
}
