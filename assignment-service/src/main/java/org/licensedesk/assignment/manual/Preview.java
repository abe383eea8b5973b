package org.licensedesk.assignment.manual;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.assignment.seat.Cause;

/** What an order would do, as the ledger did it and undid it. */
record Preview(List<ManualResult> results) {

    Preview {
        results = List.copyOf(results);
    }

    /** How often an outcome is met. */
    record Count(Outcome outcome, int number) {
        public String words() {
            return number + " " + outcome.words();
        }
    }

    /** What needs a look comes first; apart from that in the order in which they are served. */
    public List<ManualResult> worstFirst() {
        List<ManualResult> sorted = new ArrayList<>(results);
        sorted.sort(Comparator.comparing(ManualResult::outcome));
        return sorted;
    }

    public List<Count> counts() {
        Map<Outcome, Integer> numbers = new EnumMap<>(Outcome.class);
        results.forEach(result -> numbers.merge(result.outcome(), 1, Integer::sum));
        return numbers.entrySet().stream()
                .map(entry -> new Count(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** What will be lost. */
    public List<ManualResult> losses() {
        return results.stream()
                .filter(result -> result.outcome() == Outcome.REMOVED)
                .toList();
    }

    /** Whether somebody keeps all they have because they cannot have all they should have instead. */
    public boolean isSparing() {
        return results.stream()
                .anyMatch(result -> result.cause() != null && result.cause().code() == Cause.Code.REPLACEMENT_REFUSED);
    }

    /** Whether there is anything to confirm. */
    public boolean changesSomething() {
        return results.stream().anyMatch(ManualResult::changesSomething);
    }

    /** Equal for two previews that say the same: what is confirmed is what was shown. */
    public String fingerprint() {
        String all = results.stream()
                .map(result -> result.email()
                        + '\n'
                        + result.sku()
                        + '\n'
                        + result.outcome()
                        + '\n'
                        + (result.cause() == null ? "" : result.cause().sentence()))
                .collect(Collectors.joining("\n\n"));
        return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
    }

    /** All of it in one sentence, for after it has happened. */
    String summary() {
        return counts().stream().map(Count::words).collect(Collectors.joining(", "));
    }
}
