package org.licensedesk.assignment.reminder;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.mail.MailStory;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;

@QuarkusTest
class RemindHoldersTest {

    @Inject
    LedgerStory story;

    @Inject
    RemindHolders reminders;

    @Inject
    MailStory mails;

    @Inject
    Database database;

    @Inject
    DatabaseClock clock;

    private final Holder ada = LedgerStory.somebody();

    @AfterEach
    void backToThePresent() {
        clock.reset();
    }

    @Test
    void aHolderIsRemindedFourteenDaysAndOneDayBeforeTheEndOnceEach() {
        LocalDate last = today().plusDays(30);
        Grant grant = granted(story.aProduct(1), last);

        advanceTo(last.minusDays(14), -1);
        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1");
        advanceTo(last.minusDays(14), 1);
        advanceTo(last.minusDays(10), 0);
        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1");
        advanceTo(last.minusDays(1), -1);
        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1");
        advanceTo(last.minusDays(1), 1);
        advanceTo(last, 1);

        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1", "SeatEndsSoon.v1");
        var facts = Sent.of("reason", grant.reasonId());
        facts.forEach(Contracts::assertKept);
        assertThat(Envelopes.body(facts.get(1)).path("daysLeft").asInt()).isEqualTo(14);
        assertThat(Envelopes.body(facts.get(2)).path("daysLeft").asInt()).isEqualTo(1);
        assertThat(facts.get(1).actor()).isEqualTo("system");
        assertThat(mailsTo(ada))
                .hasSize(2)
                .allSatisfy(subject -> assertThat(subject).startsWith("Your license of"));
    }

    @Test
    void whatCameFromARequestCanBeExtendedFromTheMail() {
        LocalDate last = today().plusDays(30);
        Grant asked = story.aGrant(story.aProduct(1), ada, ReasonType.REQUEST, story.now(), last);
        Grant part = story.aGrant(story.aProduct(1), ada, ReasonType.PACKAGE, story.now(), last);
        Grant byHand = story.aGrant(story.aProduct(1), ada, ReasonType.MANUAL, story.now(), last);
        story.grant(asked, part, byHand);

        advanceTo(last.minusDays(1), 1);

        assertThat(mails.to(ada.email()))
                .extracting(Mail::getText)
                .filteredOn(text -> text.contains("/requests/new?extends="))
                .hasSize(2)
                .anyMatch(text -> text.contains("/requests/new?extends=" + asked.source()))
                .anyMatch(text -> text.contains("of the package") && text.contains("?extends=" + part.source()));
    }

    @Test
    void whoeverWasNotLookedAtInTimeHearsOnlyTheNearerOne() {
        LocalDate last = today().plusDays(30);
        Grant grant = granted(story.aProduct(1), last);

        advanceTo(last.minusDays(1), 1);
        reminders.remindWhoIsDue();

        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1");
    }

    @Test
    void whoGetsASeatForAFewDaysIsRemindedOnlyBeforeItsEnd() {
        LocalDate last = today().plusDays(5);
        Grant grant = granted(story.aProduct(1), last);

        reminders.remindWhoIsDue();
        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1");
        advanceTo(last.minusDays(1), 1);

        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1");
    }

    @Test
    void aSeatThatStaysForAnotherReasonIsNothingToRemindOf() {
        String extended = story.aProduct(1);
        String endless = story.aProduct(1);
        LocalDate last = today().plusDays(20);
        Grant first = granted(extended, last);
        Grant extension = granted(extended, last.plusDays(60));
        Grant withEnd = granted(endless, last);
        story.grant(story.aGrant(endless, ada, ReasonType.GROUP, story.now(), null));

        advanceTo(last.minusDays(1), 1);
        assertThat(LedgerStory.saidOf(first)).containsExactly("SeatAssigned.v1");
        assertThat(LedgerStory.saidOf(extension)).containsExactly("ReasonAdded.v1");
        assertThat(LedgerStory.saidOf(withEnd)).containsExactly("SeatAssigned.v1");
        advanceTo(last.plusDays(59), 1);

        assertThat(LedgerStory.saidOf(extension)).containsExactly("ReasonAdded.v1", "SeatEndsSoon.v1");
    }

    @Test
    void whoeverWaitsOrHasReturnedItIsNotReminded() {
        String sku = story.aProduct(1);
        LocalDate last = today().plusDays(20);
        Grant returned = granted(sku, last);
        Grant waiting = story.aGrant(sku, LedgerStory.somebody(), story.now(), last);
        story.grant(waiting);
        story.resize(sku, 1);

        story.returnSeat(story.seatOf(sku, ada), ada);
        story.resize(sku, 1);
        advanceTo(last.minusDays(14), 1);

        assertThat(LedgerStory.saidOf(returned)).containsExactly("SeatAssigned.v1", "SeatReleased.v1");
        assertThat(LedgerStory.saidOf(waiting)).containsExactly("Waitlisted.v1", "SeatAssigned.v1", "SeatEndsSoon.v1");
    }

    @Test
    void twoReplicasRemindOnce() throws Exception {
        LocalDate last = today().plusDays(30);
        Grant grant = granted(story.aProduct(1), last);
        clock.advance(Duration.ofDays(20));

        var replicas = Executors.newFixedThreadPool(2);
        try {
            for (var one : replicas.invokeAll(Collections.nCopies(6, Executors.callable(reminders::remindWhoIsDue)))) {
                one.get();
            }
        } finally {
            replicas.shutdownNow();
        }
        reminders.remindWhoIsDue();

        assertThat(LedgerStory.saidOf(grant)).containsExactly("SeatAssigned.v1", "SeatEndsSoon.v1");
        assertThat(mailsTo(ada)).hasSize(1);
    }

    private Grant granted(String sku, LocalDate last) {
        Grant grant = story.aGrant(sku, ada, story.now(), last);
        story.grant(grant);
        return grant;
    }

    private List<String> mailsTo(Holder holder) {
        return database.read(
                handle -> handle.createQuery("select subject from mail where recipient = :to order by written_at")
                        .bind("to", holder.email())
                        .mapTo(String.class)
                        .list());
    }

    private void advanceTo(LocalDate day, int seconds) {
        clock.advance(Duration.between(
                clock.instant(), day.atStartOfDay().toInstant(ZoneOffset.UTC).plusSeconds(seconds)));
        reminders.remindWhoIsDue();
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }
}
