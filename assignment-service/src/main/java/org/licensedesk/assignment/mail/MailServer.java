package org.licensedesk.assignment.mail;

import io.quarkus.mailer.Mail;
import io.quarkus.mailer.reactive.ReactiveMailer;
import io.vertx.ext.mail.SMTPException;
import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.assignment.mail.MailOutbox.Letter;

/** The mail server that the settings name. */
@ApplicationScoped
class MailServer implements Postman {

    private final ReactiveMailer mailer;
    private final MailSettings settings;

    MailServer(ReactiveMailer mailer, MailSettings settings) {
        this.mailer = mailer;
        this.settings = settings;
    }

    @Override
    public Delivery deliver(Letter letter) {
        Mail mail = Mail.withText(letter.to(), letter.subject(), letter.text())
                // one letter, one message: whoever gets it twice can tell
                .addHeader("Message-ID", "<" + letter.id() + "@license-desk>")
                .addHeader("Auto-Submitted", "auto-generated");
        try {
            mailer.send(mail).await().atMost(settings.patience());
            return new Delivery.Delivered();
        } catch (RuntimeException e) {
            SMTPException answer = answerIn(e);
            if (answer == null) {
                return new Delivery.ServerAway(e.getClass().getSimpleName());
            }
            String why = "The mail server answered " + answer.getReplyCode();
            return answer.isPermanent() ? new Delivery.Rejected(why) : new Delivery.NotNow(why);
        }
    }

    private static SMTPException answerIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SMTPException answer) {
                return answer;
            }
        }
        return null;
    }
}
