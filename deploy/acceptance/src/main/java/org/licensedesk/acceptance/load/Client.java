package org.licensedesk.acceptance.load;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.licensedesk.acceptance.Api;
import org.licensedesk.acceptance.Api.Answer;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.checker.Call;
import org.licensedesk.acceptance.checker.Call.Action;

/**
 * Whoever uses the API of a system under load. Every change that is asked for is written down with its answer; one that was put
 * off is asked for again, as an honest program does, until the answer is a yes or a no.
 */
final class Client {
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final int LONGEST_ANSWER = 300;

    private final RunningSystem system;
    private final Duration patience;
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

    /** A client that gives up on a question that was put off for longer than {@code patience}. */
    Client(RunningSystem system, Duration patience) {
        this.system = system;
        this.patience = patience;
    }

    private interface Sending {
        Answer send(Api api, String token) throws IOException;
    }

    /** What was sent and answered so far. */
    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** What was asked of one submission; the same again means the same idempotency key. */
    record Submission(String actor, String sku, String marker) {
        static Submission of(String actor, String sku) {
            return new Submission(actor, sku, UUID.randomUUID().toString());
        }
    }

    /** Asks for a license; the request's id if it was given one. */
    Optional<String> submit(Submission submission) {
        Map<String, String> body = Map.of(
                "sku", submission.sku(), "justification", "Needed for the race, as " + submission.marker() + " says.");
        Call call = untilAnswered(
                submission.actor(),
                Action.SUBMIT,
                null,
                submission.marker(),
                null,
                "POST",
                "/requests/api/requests",
                (api, token) ->
                        api.post(token, "/requests/api/requests", body, "Idempotency-Key", submission.marker()));
        return Optional.ofNullable(call.isAccepted() ? call.subject() : null);
    }

    /** Waits until this person sees the case; whether they do in time. */
    boolean awaitCase(String approver, String request, Duration inTime) {
        return await(() -> look(approver, "/approvals/api/cases/" + request).isPresent(), inTime);
    }

    /** Decides on a case. */
    Call decide(String actor, String request, String decision) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("decision", decision);
        body.put("reason", decision.equals("REJECT") ? "Not in this race." : null);
        String path = "/approvals/api/cases/" + request + "/decision";
        return untilAnswered(
                actor,
                Action.DECIDE,
                request,
                null,
                decision,
                "POST",
                path,
                (api, token) -> api.post(token, path, body));
    }

    /** Takes a request back. */
    Call withdraw(String actor, String request) {
        String path = "/requests/api/requests/" + request + "/withdrawal";
        return untilAnswered(
                actor,
                Action.WITHDRAW,
                request,
                null,
                null,
                "POST",
                path,
                (api, token) -> api.post(token, path, Map.of()));
    }

    /** Gives a seat back. */
    Call giveBack(String actor, String seat) {
        String path = "/assignments/api/seats/" + seat;
        return untilAnswered(
                actor, Action.RETURN, seat, null, null, "DELETE", path, (api, token) -> api.delete(token, path));
    }

    /** Gives back whatever this person holds, of one product or (null) of all. */
    void giveBackAll(String holder, String sku) {
        String path = "/assignments/api/seats?holder=" + holder + (sku == null ? "" : "&sku=" + sku);
        look(holder, path)
                .ifPresent(answer -> answer.json()
                        .path("items")
                        .forEach(seat -> giveBack(holder, seat.path("id").asText())));
    }

    /** Buys or drops seats. */
    Call resize(String administrator, String sku, int purchased) {
        String path = "/assignments/api/products/" + sku + "/pool";
        return untilAnswered(
                administrator,
                Action.RESIZE,
                sku,
                null,
                String.valueOf(purchased),
                "PUT",
                path,
                (api, token) -> api.put(token, path, Map.of("purchased", purchased)));
    }

    /** Puts something in place: people, owners, a product. */
    Call put(String administrator, String path, Object body) {
        return untilAnswered(
                administrator,
                Action.IMPORT,
                null,
                null,
                null,
                "PUT",
                path,
                (api, token) -> body instanceof String csv ? api.putCsv(token, path, csv) : api.put(token, path, body));
    }

    /** Looks at something; an answer of another kind than 200 is none of its business. */
    Optional<Answer> look(String actor, String path) {
        try {
            Answer answer = system.api().get(token(actor), path);
            note(actor, Action.READ, null, null, null, "GET", path, Instant.now(), answer);
            return Optional.of(answer).filter(found -> found.status() == 200);
        } catch (IOException noAnswer) {
            note(actor, Action.READ, null, null, null, "GET", path, Instant.now(), noAnswer);
            return Optional.empty();
        }
    }

    private Call untilAnswered(
            String actor,
            Action action,
            String subject,
            String marker,
            String detail,
            String method,
            String path,
            Sending sending) {
        long giveUp = System.nanoTime() + patience.toNanos();
        while (true) {
            Instant sentAt = Instant.now();
            Call call;
            try {
                Answer answer = sending.send(system.api(), token(actor));
                call = note(actor, action, subject, marker, detail, method, path, sentAt, answer);
            } catch (IOException noAnswer) {
                call = note(actor, action, subject, marker, detail, method, path, sentAt, noAnswer);
            }
            boolean answered = call.status() != 0 && call.status() != 503 && call.status() != 429;
            if (answered || System.nanoTime() > giveUp) {
                return call;
            }
            pause(PAUSE);
        }
    }

    private Call note(
            String actor,
            Action action,
            String subject,
            String marker,
            String detail,
            String method,
            String path,
            Instant sentAt,
            Answer answer) {
        String about = subject;
        if (action == Action.SUBMIT && answer.status() / 100 == 2) {
            about = answer.json().path("id").asText();
        }
        String body = answer.body();
        Call call = new Call(
                actor,
                action,
                about,
                marker,
                detail,
                method,
                path,
                sentAt,
                Instant.now(),
                answer.status(),
                answer.header("Retry-After").isPresent(),
                body.substring(0, Math.min(body.length(), LONGEST_ANSWER)));
        calls.add(call);
        return call;
    }

    private Call note(
            String actor,
            Action action,
            String subject,
            String marker,
            String detail,
            String method,
            String path,
            Instant sentAt,
            IOException noAnswer) {
        Call call = new Call(
                actor,
                action,
                subject,
                marker,
                detail,
                method,
                path,
                sentAt,
                Instant.now(),
                0,
                false,
                noAnswer.toString());
        calls.add(call);
        return call;
    }

    /** Tokens are good for hours: one for each person is enough. The provider is a part that may be away, too. */
    private String token(String person) {
        return tokens.computeIfAbsent(person, system::token);
    }

    /** Gets everybody their token before anything is killed. */
    void signIn(List<String> people) {
        people.forEach(this::token);
    }

    /** Asks again and again; whether it became true in time. */
    static boolean await(BooleanSupplier condition, Duration inTime) {
        long giveUp = System.nanoTime() + inTime.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > giveUp) {
                return false;
            }
            pause(PAUSE);
        }
        return true;
    }

    static void pause(Duration howLong) {
        try {
            Thread.sleep(howLong.toMillis());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting", stopped);
        }
    }
}
