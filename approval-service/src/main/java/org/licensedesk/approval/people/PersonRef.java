package org.licensedesk.approval.people;

import java.util.Objects;
import java.util.UUID;

/**
 * A person as events name them.
 *
 * @param id null only for a requester who is not in the directory, such as an administrator's account
 * @param email lower case, which is how the directory keeps it
 */
public record PersonRef(UUID id, String email, String name) {
    public PersonRef {
        Objects.requireNonNull(email, "email");
        Objects.requireNonNull(name, "name");
    }

    /** Whether both name the same person; the email decides, since not everybody has an id. */
    public boolean isSameAs(PersonRef other) {
        return email.equals(other.email) || (id != null && id.equals(other.id));
    }
}
