package org.licensedesk.request.history;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;

/** A place in an aggregate's numbering without an event, though later ones are known: something is missing from the story. */
record Gap(String source, String aggregateType, long sequence, String setAsideBecause) {
    /** An event that has a number but has not entered the history: set aside for a cause, or waiting behind a gap. */
    record Waiting(String source, String aggregateType, String aggregateId, long sequence, String cause) {}

    /** Where numbers are missing, given what is in the history and what waits to enter it. */
    static List<Gap> in(Collection<HistoryEntry> entries, Collection<Waiting> waiting) {
        var told = new TreeMap<String, TreeSet<Long>>();
        var known = new TreeMap<String, TreeMap<Long, String>>();
        for (var entry : entries) {
            var aggregate = entry.source() + "\n" + entry.aggregateType() + "\n" + entry.aggregateId();
            told.computeIfAbsent(aggregate, a -> new TreeSet<>()).add(entry.sequence());
            known.computeIfAbsent(aggregate, a -> new TreeMap<>()).put(entry.sequence(), "");
        }
        for (var event : waiting) {
            var aggregate = event.source() + "\n" + event.aggregateType() + "\n" + event.aggregateId();
            known.computeIfAbsent(aggregate, a -> new TreeMap<>())
                    .put(event.sequence(), event.cause() == null ? "" : event.cause());
        }
        var gaps = new ArrayList<Gap>();
        known.forEach((aggregate, events) -> {
            var names = aggregate.split("\n", 3);
            var source = names[0];
            var type = names[1];
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
        Map<String, HistoryEntry> last = entries.stream()
                .collect(Collectors.toMap(
                        entry -> entry.source() + ", " + entry.aggregateType() + "\n" + entry.aggregateId(),
                        Function.identity(),
                        BinaryOperator.maxBy(Comparator.comparingLong(HistoryEntry::sequence)),
                        TreeMap::new));
        return last.values().stream()
                .map(entry -> entry.source() + ", " + entry.aggregateType()
                        + (isOneOfSeveral(entry, last.values()) ? " of " + entry.sku() : "") + ": "
                        + (entry.sequence() == 1 ? "1" : "1 to " + entry.sequence()))
                .toList();
    }

    // the parts of a package are aggregates of the same kind
    private static boolean isOneOfSeveral(HistoryEntry entry, Collection<HistoryEntry> aggregates) {
        return aggregates.stream()
                        .filter(other -> other.source().equals(entry.source())
                                && other.aggregateType().equals(entry.aggregateType()))
                        .count()
                > 1;
    }

    /** What is missing, as a sentence. */
    public String sentence() {
        var what = "Event " + sequence + " of the " + aggregateType + " (" + source + ")";
        return setAsideBecause == null
                ? what + " is missing; later ones are known or wait for it."
                : what + " arrived but was set aside: " + setAsideBecause;
    }
}
