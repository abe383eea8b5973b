package org.licensedesk.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.licensedesk.acceptance.Api;

/**
 * People at work, all at once: each submits, waits until the request lies on the manager's desk, approves as the manager,
 * and waits until the seat shows. Everything goes over HTTP through the gateway with each person's own token.
 */
final class Clients {
    /** No client looks again sooner than this after its last look. */
    static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Api api;
    private final Map<String, String> tokens;

    Clients(Api api, Map<String, String> tokens) {
        this.api = api;
        this.tokens = tokens;
    }

    /** What a number of workflows took. */
    record Result(
            long workflows,
            double seconds,
            Latency.Percentiles submit,
            Latency.Percentiles decide,
            Latency.Percentiles decideToAssigned,
            long calls) {
        double perSecond() {
            return workflows / seconds;
        }
    }

    /** Carries these workflows from submission to seat, so many at a time. The first answer that is not as it should ends it. */
    Result carry(int clients, long workflows, LongFunction<Company.Errand> errands) {
        var tally = new Tally();
        var next = new AtomicLong();
        var started = System.nanoTime();
        inParallel(clients, () -> {
            for (var number = next.getAndIncrement(); number < workflows; number = next.getAndIncrement()) {
                carry(errands.apply(number), tally);
            }
            return null;
        });
        return tally.result(workflows, (System.nanoTime() - started) / 1e9);
    }

    private void carry(Company.Errand errand, Tally tally) throws IOException, InterruptedException {
        var employee = tokens.get(errand.employee());
        var manager = tokens.get(errand.manager());
        var submission = Map.of("sku", errand.sku(), "justification", Company.JUSTIFICATION);

        var start = System.nanoTime();
        var submitted = tally.call(() -> api.post(employee, "/requests/api/requests", submission));
        tally.submit.record(System.nanoTime() - start);
        var id = submitted.json().get("id").asText();

        lookUntil(tally, manager, "/approvals/api/cases?state=waiting&limit=200", desk -> lies(desk, id));

        var decision = System.nanoTime();
        tally.call(() ->
                api.post(manager, "/approvals/api/cases/" + encoded(id) + "/decision", Map.of("decision", "APPROVE")));
        tally.decide.record(System.nanoTime() - decision);

        lookUntil(tally, employee, "/requests/api/requests/" + encoded(id), Clients::isAssigned);
        tally.decideToAssigned.record(System.nanoTime() - decision);
    }

    /** Looks, and from the second look on waits for another answer than the last one. */
    private void lookUntil(Tally tally, String token, String path, Sight sight)
            throws IOException, InterruptedException {
        var giveUp = System.nanoTime() + PATIENCE.toNanos();
        var tag = "";
        var there = false;
        while (!there) {
            if (System.nanoTime() > giveUp) {
                throw new IllegalStateException("nothing to be seen of it after " + PATIENCE + ": " + path);
            }
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            var known = tag;
            var seen = tally.call(() -> known.isEmpty()
                    ? api.get(token, path)
                    : api.get(token, path, "If-None-Match", known, "Prefer", "wait=5"));
            tag = seen.header("ETag").orElse("");
            there = seen.status() == 200 && sight.isThere(seen);
        }
    }

    private static boolean lies(Api.Answer desk, String id) {
        return desk.body().contains(id);
    }

    private static boolean isAssigned(Api.Answer request) {
        return request.json().get("status").asText().equals("ASSIGNED");
    }

    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8);
    }

    /** Lets so many threads do the same at once and fails if one of them does. */
    static void inParallel(int threads, Callable<Void> work) {
        var all = new ArrayList<Callable<Void>>();
        for (var i = 0; i < threads; i++) {
            all.add(work);
        }
        var executor = Executors.newFixedThreadPool(threads);
        try {
            for (var one : executor.invokeAll(all)) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a client failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            executor.shutdownNow();
        }
    }

    @FunctionalInterface
    private interface Sight {
        boolean isThere(Api.Answer answer);
    }

    @FunctionalInterface
    private interface Call {
        Api.Answer make() throws IOException;
    }

    private static final class Tally {
        private final Latency submit = new Latency();
        private final Latency decide = new Latency();
        private final Latency decideToAssigned = new Latency();
        private final AtomicLong calls = new AtomicLong();

        Api.Answer call(Call call) throws IOException {
            calls.incrementAndGet();
            var answer = call.make();
            return answer.status() == 304 ? answer : answer.orFail();
        }

        Result result(long workflows, double seconds) {
            return new Result(
                    workflows,
                    seconds,
                    submit.percentiles(),
                    decide.percentiles(),
                    decideToAssigned.percentiles(),
                    calls.get());
        }
    }
}
