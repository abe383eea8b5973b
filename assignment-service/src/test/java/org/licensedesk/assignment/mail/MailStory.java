package org.licensedesk.assignment.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.MockMailbox;
import jakarta.inject.Singleton;
import java.util.List;

/** Tells tests which mails somebody got: what the outbox holds is sent first, since the schedule rests in tests. */
@Singleton
public class MailStory {

    private final SendMails sendMails;
    private final MockMailbox mailbox;

    MailStory(SendMails sendMails, MockMailbox mailbox) {
        this.sendMails = sendMails;
        this.mailbox = mailbox;
    }

    /** All mails to this address, in the order in which they were sent. */
    public List<Mail> to(String address) {
        sendMails.sendWhatIsDue();
        return mailbox.getMailsSentTo(address);
    }

    /** The newest of them. */
    public Mail newestTo(String address) {
        List<Mail> mails = to(address);
        if (mails.isEmpty()) {
            throw new AssertionError("no mail to " + address);
        }
        return mails.get(mails.size() - 1);
    }
}
