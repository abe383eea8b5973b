package org.licensedesk.assignment.mail;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.mail.Postman.Delivery;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/**
 * Sends what the outbox holds, outside of any transaction and for as long as it takes. A letter is taken by pushing its next try
 * ahead, so replicas do not send it twice; who dies with it in hand leaves it to that next try.
 */
@ApplicationScoped
class SendMails {

    private static final Logger LOG = Logger.getLogger(SendMails.class);
    private static final int AT_ONCE = 10;
    private static final int MOST_DOUBLINGS = 20;

    private final Database database;
    private final Seal seal;
    private final Postman postman;
    private final MailSettings settings;
    private final Clock clock;

    SendMails(Database database, Seal seal, Postman postman, MailSettings settings, Clock clock) {
        this.database = database;
        this.seal = seal;
        this.postman = postman;
        this.settings = settings;
        this.clock = clock;
    }

    private record Taken(
            UUID id, String recipient, String subject, byte[] sealedText, Instant goodUntil, int attempts) {}

    /** What became of a letter; {@code nextTryAt} only while it waits. */
    private record Settled(UUID id, String state, Instant nextTryAt, String failure) {}

    @Scheduled(
            every = "${assignment.mail.look-every:1s}",
            delayed = "2s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void sendWhatIsDue() {
        List<Taken> taken;
        boolean serverThere = true;
        do {
            taken = take();
            serverThere = send(taken);
        } while (serverThere && taken.size() == AT_ONCE);
    }

    private List<Taken> take() {
        Instant now = clock.instant();
        return database.inTransaction(tx -> tx.createQuery("""
                        update mail set attempts = attempts + 1, next_try_at = :later
                        where id in (select id from mail
                                     where state = 'WAITING' and next_try_at <= :now
                                     order by next_try_at, id limit :atOnce
                                     for update skip locked)
                        returning id, recipient, subject, sealed_text, good_until, attempts
                        """)
                .bind("now", now)
                .bind("later", now.plus(settings.patience().multipliedBy(AT_ONCE + 1)))
                .bind("atOnce", AT_ONCE)
                .mapTo(Taken.class)
                .list());
    }

    /** @return whether the mail server was there for all of them */
    private boolean send(List<Taken> taken) {
        List<Settled> settled = new ArrayList<>(taken.size());
        Delivery last = new Delivery.Delivered();
        for (Taken letter : taken) {
            // nobody is asked a second time in this round who was not there the first time
            if (!(last instanceof Delivery.ServerAway)) {
                last = deliver(letter);
            }
            settled.add(settle(letter, last));
        }
        save(settled);
        if (last instanceof Delivery.ServerAway away) {
            LOG.warnf("The mail server is away (%s); %d mails are tried again later", away.why(), settled.size());
            return false;
        }
        return true;
    }

    private Delivery deliver(Taken letter) {
        if (isOutdated(letter)) {
            return new Delivery.Delivered();
        }
        try {
            String text = seal.open(letter.id(), letter.sealedText());
            return postman.deliver(
                    new Letter(letter.id(), letter.recipient(), letter.subject(), text, letter.goodUntil()));
        } catch (GeneralSecurityException e) {
            return new Delivery.Rejected("Its text was sealed with another secret");
        }
    }

    private Settled settle(Taken letter, Delivery delivery) {
        if (isOutdated(letter)) {
            return new Settled(letter.id(), "OUTDATED", null, null);
        }
        return delivery.fold(
                () -> new Settled(letter.id(), "SENT", null, null),
                why -> {
                    LOG.warnf("Mail %s was rejected for good: %s", letter.id(), why);
                    return new Settled(letter.id(), "REJECTED", null, why);
                },
                why -> new Settled(letter.id(), "WAITING", clock.instant().plus(pause(letter.attempts())), why));
    }

    private boolean isOutdated(Taken letter) {
        return letter.goodUntil() != null && !clock.instant().isBefore(letter.goodUntil());
    }

    private Duration pause(int attempts) {
        Duration pause = settings.firstPause().multipliedBy(1L << Math.min(attempts - 1, MOST_DOUBLINGS));
        return pause.compareTo(settings.longestPause()) < 0 ? pause : settings.longestPause();
    }

    private void save(List<Settled> settled) {
        if (settled.isEmpty()) {
            return;
        }
        database.doInTransaction(tx -> Columns.of(settled)
                .uuid("ids", Settled::id)
                .text("states", Settled::state)
                .time("tries", Settled::nextTryAt)
                .text("failures", Settled::failure)
                .bindTo(tx.createUpdate("""
                        update mail set state = new.state, next_try_at = new.next_try_at, last_failure = new.failure,
                               sealed_text = case when new.state = 'WAITING' then sealed_text end,
                               settled_at = case when new.state <> 'WAITING' then :now end
                        from unnest(:ids, :states, :tries, :failures) as new (id, state, next_try_at, failure)
                        where mail.id = new.id and mail.state = 'WAITING'
                        """))
                .bind("now", clock.instant())
                .execute());
    }
}
