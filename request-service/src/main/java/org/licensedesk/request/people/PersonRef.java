package org.licensedesk.request.people;

import java.util.UUID;

/** A person as events name them. The id is null for somebody who is not in the directory, such as an administrator's account. */
public record PersonRef(UUID id, String email, String name) {
    /** Whether this is the person who signs in with that address. */
    public boolean is(String otherEmail) {
        return email.equals(otherEmail);
    }
}
