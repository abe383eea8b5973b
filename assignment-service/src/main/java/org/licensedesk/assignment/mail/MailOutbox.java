package org.licensedesk.assignment.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Ids;

/**
 * Takes letters inside the caller's transaction: one that commits is sent at least once, one that is undone never. The mail server
 * is asked later, by {@link SendMails}.
 */
@ApplicationScoped
public class MailOutbox {

    private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;:\"\\p{Cntrl}]+@[^\\s@<>,;:\"\\p{Cntrl}]+");

    private final Seal seal;
    private final Clock clock;

    MailOutbox(Seal seal, Clock clock) {
        this.seal = seal;
        this.clock = clock;
    }

    /**
     * A mail to one person, in plain text.
     *
     * @param id a letter known already is not taken again
     * @param goodUntil from here on it is not worth sending, or null
     */
    public record Letter(UUID id, String to, String subject, String text, Instant goodUntil) {
        public Letter {
            Objects.requireNonNull(id, "a letter has an id");
            if (to == null || !ADDRESS.matcher(to).matches()) {
                throw new IllegalArgumentException("a letter goes to one address");
            }
            if (text == null || text.isBlank()) {
                throw new IllegalArgumentException("a letter says something");
            }
            subject = subject.replaceAll("\\p{Cntrl}+", " ").strip();
        }

        /** A new letter. */
        public static Letter to(String address, String subject, String text, Instant goodUntil) {
            return new Letter(Ids.next(), address, subject, text, goodUntil);
        }
    }

    /** Takes the letters; they leave soon after the transaction has committed. */
    public void append(Handle tx, List<Letter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Columns.of(letters)
                .uuid("ids", Letter::id)
                .text("recipients", Letter::to)
                .text("subjects", Letter::subject)
                .text("texts", letter -> Base64.getEncoder().encodeToString(seal.close(letter.id(), letter.text())))
                .time("ends", Letter::goodUntil)
                .bindTo(tx.createUpdate("""
                        insert into mail (id, recipient, subject, sealed_text, good_until, written_at, next_try_at)
                        select id, recipient, subject, decode(sealed, 'base64'), good_until, :now, :now
                        from unnest(:ids, :recipients, :subjects, :texts, :ends)
                             as letter (id, recipient, subject, sealed, good_until)
                        on conflict (id) do nothing
                        """))
                .bind("now", now)
                .execute();
    }
}
