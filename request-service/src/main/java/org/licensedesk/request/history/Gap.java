package org.licensedesk.request.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A place in an aggregate's numbering without an event, though later ones are known: something is missing from the story. */
record Gap(String source, String aggregateType, long sequence, String setAsideBecause) {
    /** An event that has a number but has not entered the history: set aside for a cause, or waiting behind a gap. */
    record Waiting(String source, String aggregateType, long sequence, String cause) {}

    /** Where numbers are missing, given what is in the history and what waits to enter it. */
    static List<Gap> in(Collection<HistoryEntry> entries, Collection<Waiting> waiting) {
        var told = new TreeMap<String, TreeSet<Long>>();
        var known = new TreeMap<String, TreeMap<Long, String>>();
        for (var entry : entries) {
            var aggregate = entry.source() + "\n" + entry.aggregateType();
            told.computeIfAbsent(aggregate, a -> new TreeSet<>()).add(entry.sequence());
            known.computeIfAbsent(aggregate, a -> new TreeMap<>()).put(entry.sequence(), "");
        }
        for (var event : waiting) {
            var aggregate = event.source() + "\n" + event.aggregateType();
            known.computeIfAbsent(aggregate, a -> new TreeMap<>())
                    .put(event.sequence(), event.cause() == null ? "" : event.cause());
        }
        var gaps = new ArrayList<Gap>();
        known.forEach((aggregate, events) -> {
            var source = aggregate.substring(0, aggregate.indexOf('\n'));
            var type = aggregate.substring(aggregate.indexOf('\n') + 1);
            var there = told.getOrDefault(aggregate, new TreeSet<>());
            for (long sequence = 1; sequence <= events.lastKey(); sequence++) {
                var cause = events.getOrDefault(sequence, "");
                if (!there.contains(sequence) && (!events.containsKey(sequence) || !cause.isEmpty())) {
                    gaps.add(new Gap(source, type, sequence, cause.isEmpty() ? null : cause));
                }
            }
        });
        return gaps;
    }

    /** How many events of each aggregate are told, for the reader to check: "approval-service case 1 to 3". */
    static List<String> ranges(Collection<HistoryEntry> entries) {
        Map<String, Long> last = entries.stream()
                .collect(Collectors.toMap(
                        entry -> entry.source() + ", " + entry.aggregateType(),
                        HistoryEntry::sequence,
                        Math::max,
                        TreeMap::new));
        return last.entrySet().stream()
                .map(each -> each.getKey() + ": " + (each.getValue() == 1 ? "1" : "1 to " + each.getValue()))
                .toList();
    }

    /** What is missing, as a sentence. */
    public String sentence() {
        var what = "Event " + sequence + " of the " + aggregateType + " (" + source + ")";
        return setAsideBecause == null
                ? what + " is missing; later ones are known or wait for it."
                : what + " arrived but was set aside: " + setAsideBecause;
    }
}
