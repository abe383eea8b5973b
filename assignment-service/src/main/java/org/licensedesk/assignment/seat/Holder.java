package org.licensedesk.assignment.seat;

import java.util.Locale;
import java.util.Objects;
import java.util.UUID;

/** The person who holds a seat, or would. */
public record Holder(UUID id, String email, String name) {
    public Holder {
        Objects.requireNonNull(id, "a holder has an id");
        email = email.toLowerCase(Locale.ROOT);
        if (name == null || name.isBlank()) {
            throw new IllegalArgumentException("a holder has a name");
        }
    }
}
