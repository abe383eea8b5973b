package org.licensedesk.assignment.invitation;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.chassis.web.Refusal;

/** Somebody outside the directory: nothing but an address, which makes them the same holder every time. */
final class Guest {

    private static final int LONGEST = 200;
    private static final Pattern ADDRESS =
            Pattern.compile("[^\\s@<>,;:\"\\\\()\\[\\]\\p{Cntrl}]{1,64}@[\\p{Alnum}](?:[\\p{Alnum}.-]*[\\p{Alnum}])?");

    private Guest() {}

    /** The address in the one form in which it is kept and compared. */
    static String address(String typed) {
        String email = typed == null ? "" : typed.strip().toLowerCase(Locale.ROOT);
        if (email.isEmpty()) {
            throw Refusal.invalid("email", "Say whom to invite: their email address.");
        }
        if (email.length() > LONGEST || !ADDRESS.matcher(email).matches()) {
            throw Refusal.invalid("email", "An email address looks like name@studio.example.");
        }
        return email;
    }

    /** The holder whom the address stands for. Nobody has told us a name. */
    static Holder holder(String email) {
        return new Holder(UUID.nameUUIDFromBytes(("guest:" + email).getBytes(StandardCharsets.UTF_8)), email, email);
    }
}
