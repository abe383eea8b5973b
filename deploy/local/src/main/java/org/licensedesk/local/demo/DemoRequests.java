package org.licensedesk.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.licensedesk.local.demo.DemoCompany.Wish;

/**
 * Plays what the people of the demo company have asked for and decided so far. Each step looks first how far things are, so a run that
 * was interrupted is finished by the next one.
 */
public final class DemoRequests {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;

    /** A wish, and the id that its request got. */
    private record Asked(Wish wish, String id) {}

    /** Where a request stands. */
    private record Standing(String status, List<String> waitingOn) {
        static final Standing UNKNOWN = new Standing("", List.of());

        boolean isDecided() {
            return !status.isEmpty() && !status.equals("SUBMITTED") && !status.equals("WAITING_FOR_APPROVAL");
        }
    }

    /** One step for one request. */
    private interface Step {
        void take(Asked asked, Standing standing) throws Exception;
    }

    private final PublicApi api;
    private final String administrator;
    private Map<String, Standing> standings = Map.of();

    public DemoRequests(PublicApi api, String administrator) {
        this.api = api;
        this.administrator = administrator;
    }

    /** Returns how many requests there are now, when each is where it should be. */
    public int play(DemoCompany company) throws Exception {
        List<Asked> all = submit(company.wishes());
        List<Asked> early = those(all, Outcome::isDecidedEarly);
        List<Asked> late = those(all, Outcome::isDecidedLate);

        await(
                both(early, late),
                (asked, now) -> now.isDecided() || !now.waitingOn().isEmpty());
        together(early, this::decide);
        together(those(all, outcome -> outcome == Outcome.WITHDRAW), this::withdraw);
        await(early, (asked, now) -> hasSeatIfApproved(asked, now));
        for (Asked asked : late) {
            decide(asked, standings.get(asked.id())); // one after the other: this is the order of the waiting list
        }
        together(those(all, outcome -> outcome == Outcome.RETURN), this::giveBack);
        await(
                late,
                (asked, now) -> now.status().equals("WAITLISTED")
                        || asked.wish().outcome().isReached(now.status()));
        together(those(all, outcome -> outcome == Outcome.WITHDRAW_FROM_LINE), this::withdraw);
        await(all, (asked, now) -> asked.wish().outcome().isReached(now.status()));
        return all.size();
    }

    private static boolean hasSeatIfApproved(Asked asked, Standing now) {
        return now.status().equals("ASSIGNED") || asked.wish().outcome().isReached(now.status());
    }

    private List<Asked> submit(List<Wish> wishes) throws Exception {
        var calls = new ArrayList<Callable<Asked>>();
        for (int i = 0; i < wishes.size(); i++) {
            Wish wish = wishes.get(i);
            String key = "demo-" + (i + 1);
            calls.add(() -> new Asked(wish, submit(wish, key)));
        }
        return allOf(calls);
    }

    private String submit(Wish wish, String key) throws IOException, InterruptedException {
        var body = new LinkedHashMap<String, Object>();
        body.put("sku", wish.sku());
        body.put("justification", wish.why());
        if (wish.beneficiaryOrNull() != null) {
            body.put("beneficiary", wish.beneficiaryOrNull());
        }
        if (wish.untilNextYear()) {
            body.put("endsOn", LocalDate.now().getYear() + 1 + "-12-31");
        }
        return api.json(wish.requester(), "POST", "/requests/api/requests", body, Map.of("Idempotency-Key", key))
                .path("id")
                .asText();
    }

    private void decide(Asked asked, Standing standing) throws IOException, InterruptedException {
        if (standing.isDecided()) {
            return;
        }
        var body = new LinkedHashMap<String, Object>();
        body.put("decision", asked.wish().outcome().decision());
        if (asked.wish().reason() != null && asked.wish().outcome() != Outcome.WITHDRAW_FROM_LINE) {
            body.put("reason", asked.wish().reason());
        }
        String approver = standing.waitingOn().get(0);
        api.json(approver, "POST", "/approvals/api/cases/" + asked.id() + "/decision", body, Map.of());
    }

    private void withdraw(Asked asked, Standing standing) throws IOException, InterruptedException {
        if (!standing.status().equals("WITHDRAWN")) {
            api.json(
                    asked.wish().requester(),
                    "POST",
                    "/requests/api/requests/" + asked.id() + "/withdrawal",
                    Map.of("reason", asked.wish().reason()),
                    Map.of());
        }
    }

    private void giveBack(Asked asked, Standing standing) throws IOException, InterruptedException {
        String holder = asked.wish().requester();
        JsonNode seats =
                api.get(holder, "/assignments/api/seats?sku=" + asked.wish().sku() + "&holder=" + holder);
        for (JsonNode seat : seats.path("items")) {
            api.delete(holder, "/assignments/api/seats/" + seat.path("id").asText());
        }
    }

    private void await(List<Asked> requests, BiPredicate<Asked, Standing> done)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            standings = look();
            List<Asked> open = requests.stream()
                    .filter(asked -> !done.test(asked, standings.getOrDefault(asked.id(), Standing.UNKNOWN)))
                    .toList();
            if (open.isEmpty()) {
                return;
            }
            if (System.nanoTime() > deadline) {
                Asked first = open.get(0);
                throw new IOException(open.size() + " requests of the demo stand still, the first of them for "
                        + first.wish().sku() + " by " + first.wish().by() + ": " + standings.get(first.id()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private Map<String, Standing> look() throws IOException, InterruptedException {
        var found = new HashMap<String, Standing>();
        for (JsonNode item :
                api.get(administrator, "/requests/api/requests?limit=200").path("items")) {
            var waitingOn = new ArrayList<String>();
            item.path("waitingOn")
                    .forEach(person -> waitingOn.add(person.path("email").asText()));
            found.put(item.path("id").asText(), new Standing(item.path("status").asText(), waitingOn));
        }
        return found;
    }

    private void together(List<Asked> requests, Step step) throws Exception {
        var calls = new ArrayList<Callable<Void>>();
        for (Asked asked : requests) {
            Standing standing = standings.get(asked.id());
            calls.add(() -> {
                step.take(asked, standing);
                return null;
            });
        }
        allOf(calls);
    }

    private static <T> List<T> allOf(List<Callable<T>> calls) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
        try {
            var results = new ArrayList<T>();
            for (Future<T> future : pool.invokeAll(calls)) {
                results.add(future.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            pool.shutdown();
        }
    }

    private static List<Asked> those(List<Asked> all, Predicate<Outcome> which) {
        return all.stream().filter(asked -> which.test(asked.wish().outcome())).toList();
    }

    private static List<Asked> both(List<Asked> some, List<Asked> others) {
        var both = new ArrayList<>(some);
        both.addAll(others);
        return both;
    }
}
