package org.licensedesk.assignment.reclaim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.mail.MailOutbox;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.web.WebSettings;

/** What holders of unused seats are written: one mail each, however many seats it is about. The link opens a form and does nothing else. */
@ApplicationScoped
class ReclaimMails {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    private final MailOutbox outbox;
    private final WebSettings web;
    private final SeatSettings seats;

    ReclaimMails(MailOutbox outbox, WebSettings web, SeatSettings seats) {
        this.outbox = outbox;
        this.web = web;
        this.seats = seats;
    }

    void ask(Handle tx, List<Question> questions) {
        Map<String, List<Question>> byHolder = questions.stream()
                .collect(Collectors.groupingBy(
                        question -> question.holder().email(), TreeMap::new, Collectors.toList()));
        outbox.append(tx, byHolder.values().stream().map(this::letter).toList());
    }

    private Letter letter(List<Question> questions) {
        Question first = questions.get(0);
        String products = questions.stream().map(Question::productName).collect(Collectors.joining(", "));
        String subject = questions.size() == 1
                ? "Do you still need " + first.productName() + "?"
                : "Do you still need these " + questions.size() + " licenses?";
        String lines = questions.stream()
                .map(question -> "  " + question.productName()
                        + (question.lastUsedOn() == null
                                ? ": no use of it is known"
                                : ": last used on " + DAY.format(question.lastUsedOn())))
                .collect(Collectors.joining("\n"));
        String text = """
                Hello %s,

                you hold %s and have not used %s for %d days or more:

                %s

                Please say until %s whether you keep or release %s:
                %s/assignments/reclaim-questions

                %s
                """.formatted(
                        first.holder().name(),
                        questions.size() == 1 ? "a license" : "licenses",
                        questions.size() == 1 ? "it" : "them",
                        first.days(),
                        lines,
                        DAY.format(first.answerBy()),
                        questions.size() == 1 ? "it" : "each of them",
                        web.publicUrl().orElse(""),
                        first.isLostOtherwise()
                                ? "Without an answer " + products
                                        + " will be released after that day, and somebody who waits may get it."
                                : "Without an answer you keep " + products + ".");
        return Letter.to(
                first.holder().email(),
                subject,
                text,
                first.answerBy().plusDays(1).atStartOfDay(seats.zone()).toInstant());
    }
}
