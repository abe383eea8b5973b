package org.licensedesk.assignment.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.mailer.MockMailbox;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.mail.Postman.Delivery;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.Ids;

@QuarkusTest
class MailOutboxTest {

    @Inject
    MailOutbox outbox;

    @Inject
    SendMails sendMails;

    @Inject
    Database database;

    @Inject
    Seal seal;

    @Inject
    MailSettings settings;

    @Inject
    DatabaseClock clock;

    @Inject
    MockMailbox mailbox;

    @Inject
    MailFigures figures;

    @Inject
    MeterRegistry meters;

    private final String ada = Ids.next() + "@guest.example";

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void aLetterLeavesOnceAfterTheTransactionThatWroteIt() {
        Letter letter = aLetter("Your seat", "It is yours.");
        write(letter);
        write(letter);

        sendMails.sendWhatIsDue();
        sendMails.sendWhatIsDue();

        var mails = mailbox.getMailsSentTo(ada);
        assertThat(mails).hasSize(1);
        assertThat(mails.get(0).getSubject()).isEqualTo("Your seat");
        assertThat(mails.get(0).getText()).isEqualTo("It is yours.");
        assertThat(mails.get(0).getHeaders().get("Message-ID")).containsExactly("<" + letter.id() + "@license-desk>");
        assertThat(stateOf(letter)).isEqualTo("SENT");
    }

    @Test
    void aLetterOfATransactionThatWasUndoneNeverLeaves() {
        Letter letter = aLetter("Never", "written");

        assertThatThrownBy(() -> database.doInTransaction(tx -> {
                    outbox.append(tx, List.of(letter));
                    throw new IllegalStateException("undone");
                }))
                .hasMessage("undone");

        sendMails.sendWhatIsDue();
        assertThat(mailbox.getMailsSentTo(ada)).isEmpty();
    }

    @Test
    void itsTextIsNotReadableInTheDatabaseAndGoneOnceItIsSent() {
        Letter letter = aLetter("Your seat", "open sesame");

        write(letter);
        byte[] waiting = storedTextOf(letter);
        sendMails.sendWhatIsDue();

        assertThat(new String(waiting, StandardCharsets.ISO_8859_1)).doesNotContain("sesame");
        assertThat(storedTextOf(letter)).isNull();
    }

    @Test
    void whileTheServerIsAwayEveryLetterWaitsLongerAndLongerAndIsLostNever() {
        FakePostman postman = new FakePostman();
        Letter letter = aLetter("Your seat", "It is yours.");
        write(letter);

        postman.answer = new Delivery.ServerAway("ConnectException");
        List<Duration> pauses = IntStream.range(0, 4)
                .mapToObj(attempt -> {
                    Instant before = clock.instant();
                    sendingBy(postman);
                    Duration pause = Duration.between(before, nextTryOf(letter));
                    clock.advance(pause.plusMillis(1));
                    return pause.truncatedTo(java.time.temporal.ChronoUnit.SECONDS);
                })
                .toList();
        postman.answer = new Delivery.Delivered();
        sendingBy(postman);

        assertThat(pauses)
                .containsExactly(
                        Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(20), Duration.ofSeconds(40));
        assertThat(postman.attemptsAt).containsEntry(letter.id(), 5);
        assertThat(stateOf(letter)).isEqualTo("SENT");
    }

    @Test
    void howManyLettersWaitAndForHowLongIsMeasured() {
        write(aLetter("Your seat", "It is yours."), aLetter("Another", "Yours too."));

        clock.advance(Duration.ofSeconds(90));
        figures.look();

        assertThat(meters.get("mail.unsent").gauge().value()).isGreaterThanOrEqualTo(2);
        assertThat(meters.get("mail.unsent.age").gauge().value()).isGreaterThanOrEqualTo(90);
    }

    @Test
    void aServerThatIsAwayIsAskedOnceARound() {
        FakePostman postman = new FakePostman();
        List<Letter> letters = IntStream.range(0, 5)
                .mapToObj(i -> aLetter("Letter " + i, "text"))
                .toList();
        write(letters.toArray(Letter[]::new));

        postman.answer = new Delivery.ServerAway("ConnectException");
        sendingBy(postman);

        assertThat(postman.attemptsAt.values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .isEqualTo(1);
        assertThat(letters).allSatisfy(letter -> {
            assertThat(stateOf(letter)).isEqualTo("WAITING");
            assertThat(nextTryOf(letter)).isAfter(clock.instant());
        });
    }

    @Test
    void whatTheServerRejectsIsNotTriedAgain() {
        FakePostman postman = new FakePostman();
        Letter letter = aLetter("Your seat", "It is yours.");
        write(letter);

        postman.answer = new Delivery.Rejected("The mail server answered 550");
        sendingBy(postman);
        clock.advance(Duration.ofDays(1));
        sendingBy(postman);

        assertThat(postman.attemptsAt).containsEntry(letter.id(), 1);
        assertThat(stateOf(letter)).isEqualTo("REJECTED");
    }

    @Test
    void whatIsOutdatedIsNotSentAnyMore() {
        FakePostman postman = new FakePostman();
        Letter letter = Letter.to(ada, "Today only", "text", clock.instant().plusSeconds(60));
        write(letter);

        clock.advance(Duration.ofSeconds(61));
        sendingBy(postman);

        assertThat(postman.attemptsAt).doesNotContainKey(letter.id());
        assertThat(stateOf(letter)).isEqualTo("OUTDATED");
    }

    @Test
    void whoDiesWithALetterInHandLeavesItToALaterTry() {
        FakePostman postman = new FakePostman();
        Letter letter = aLetter("Your seat", "It is yours.");
        write(letter);

        postman.dies = true;
        assertThatThrownBy(() -> sendingBy(postman)).isInstanceOf(IllegalStateException.class);
        postman.dies = false;
        sendingBy(postman);
        assertThat(stateOf(letter)).isEqualTo("WAITING");
        clock.advance(Duration.ofMinutes(10));
        sendingBy(postman);

        assertThat(stateOf(letter)).isEqualTo("SENT");
    }

    @Test
    void aLetterIsOneLineOfSubjectAndGoesToOneAddress() {
        assertThat(aLetter("Your seat\r\nBcc: everybody@example.org", "text").subject())
                .isEqualTo("Your seat Bcc: everybody@example.org");
        assertThatThrownBy(() -> Letter.to("a@b.example, c@d.example", "s", "t", null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Letter.to("a@b.example\r\nRCPT TO:<c@d.example>", "s", "t", null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** Says what it is told to and counts; knows the letters of this test only. */
    private final class FakePostman implements Postman {
        private final Map<UUID, Integer> attemptsAt = new HashMap<>();
        private Delivery answer = new Delivery.Delivered();
        private boolean dies;

        @Override
        public Delivery deliver(Letter letter) {
            if (!letter.to().equals(ada)) {
                return new Delivery.Delivered();
            }
            attemptsAt.merge(letter.id(), 1, Integer::sum);
            if (dies) {
                throw new IllegalStateException("killed");
            }
            return answer;
        }
    }

    private void sendingBy(Postman postman) {
        new SendMails(database, seal, postman, settings, clock).sendWhatIsDue();
    }

    private Letter aLetter(String subject, String text) {
        return Letter.to(ada, subject, text, null);
    }

    private void write(Letter... letters) {
        database.doInTransaction(tx -> outbox.append(tx, new ArrayList<>(List.of(letters))));
    }

    private String stateOf(Letter letter) {
        return column("state", letter, String.class);
    }

    private Instant nextTryOf(Letter letter) {
        return column("next_try_at", letter, Instant.class);
    }

    private byte[] storedTextOf(Letter letter) {
        return column("sealed_text", letter, byte[].class);
    }

    private <T> T column(String name, Letter letter, Class<T> type) {
        return database.read(handle -> handle.createQuery("select " + name + " from mail where id = :id")
                .bind("id", letter.id())
                .mapTo(type)
                .one());
    }
}
