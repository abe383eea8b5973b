package org.licensedesk.assignment.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.UUID;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WebSettings;

/** What a guest reads. The link leads to a page with a button: following it changes nothing. */
@ApplicationScoped
class InvitationLetters {

    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("EEEE d MMMM uuuu, HH:mm z", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM", Locale.ENGLISH);

    private final WebSettings settings;

    InvitationLetters(WebSettings settings) {
        this.settings = settings;
    }

    Letter invitation(UUID id, String email, String product, String inviter, Instant expiresAt, InvitationCode code) {
        return Letter.to(
                email,
                "Your seat of " + product + ": accept it until " + day(expiresAt),
                """
                Hello,

                %s invites you to use %s. A seat is held for you until
                %s.

                To accept it, open this page, sign in as %s, and press the button there:

                %s

                Opening the page changes nothing. If you do nothing, the seat goes to somebody else after that time.

                License Desk
                """.formatted(inviter, product, exact(expiresAt), email, link(id, code)),
                expiresAt);
    }

    Letter reminder(Invitation invitation, InvitationCode code) {
        return Letter.to(
                invitation.email(),
                "Still yours: a seat of " + invitation.productName() + ", until " + day(invitation.expiresAt()),
                """
                Hello,

                %s invited you to use %s, and nobody has accepted yet. The seat is held for you until
                %s.

                To accept it, open this page, sign in as %s, and press the button there:

                %s

                Opening the page changes nothing. If you do not want it, do nothing: this is the only reminder.

                License Desk
                """.formatted(
                                invitation.sentByName(),
                                invitation.productName(),
                                exact(invitation.expiresAt()),
                                invitation.email(),
                                link(invitation.id(), code)),
                invitation.expiresAt());
    }

    /** A mail without the right address leads nowhere, and a request's own host could be anybody's: so none is sent then. */
    void checkThatLinksLeadHere() {
        origin();
    }

    String exact(Instant at) {
        return EXACT.format(at.atZone(zone()));
    }

    private String day(Instant at) {
        return DAY.format(at.atZone(zone()));
    }

    private ZoneId zone() {
        return settings.zone();
    }

    private String link(UUID id, InvitationCode code) {
        return origin() + "/assignments/invitations/" + id + "/acceptance?key=" + code.inLink();
    }

    private String origin() {
        return settings.publicUrl()
                .map(url -> url.replaceAll("/+$", ""))
                .filter(url -> !url.isEmpty())
                .orElseThrow(() -> Refusal.conflict(
                        "NO_PUBLIC_ADDRESS",
                        "Nobody can be invited while License Desk does not know its own address (PUBLIC_URL)."));
    }
}
