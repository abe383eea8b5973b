package org.licensedesk.acceptance.checker;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Evidence.PoolRow;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;

/**
 * I5: used is at most purchased in every prefix of the history, in the order of {@code poolSequence}; no seat idles while somebody
 * waits; and whoever waits longest is next.
 */
final class NoOverselling implements Invariant {
    /** A pool's numbers after some prefix of its history. */
    private record Numbers(long sequence, long purchased, long used) {}

    private record Place(String grantedAt, String reasonId) {}

    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I5 no overselling");
        Map<String, List<Event>> changes = evidence.history().stream()
                .filter(event -> event.body().has("poolSequence"))
                .sorted(Comparator.comparing(event -> event.number("poolSequence")))
                .collect(Collectors.groupingBy(event -> event.text("sku")));
        for (PoolRow pool : evidence.pools()) {
            Numbers last = replay(changes.getOrDefault(pool.sku(), List.of()), finding);
            finding.expect(
                    last.equals(new Numbers(pool.sequence(), pool.purchased(), pool.used())),
                    "%s is not what its history ends with: %s",
                    pool,
                    last);
            finding.expect(pool.used() <= pool.purchased(), "%s is oversold", pool);
            finding.expect(
                    pool.waiting() == 0 || pool.used() == pool.purchased() || !pool.givesSeats(),
                    "%s has idle seats while somebody waits",
                    pool);
            finding.expect(
                    pool.used()
                            == evidence.seats().stream()
                                    .filter(seat -> seat.sku().equals(pool.sku()))
                                    .count(),
                    "%s counts other seats than there are",
                    pool);
            finding.expect(
                    pool.waiting()
                            == evidence.reasons().stream()
                                    .filter(reason -> reason.sku().equals(pool.sku())
                                            && reason.state().equals("WAITING"))
                                    .map(ReasonRow::holderId)
                                    .distinct()
                                    .count(),
                    "%s counts other waiting places than there are",
                    pool);
        }
        finding.saw("pools", evidence.pools().size());
        queues(evidence, finding);
        return finding;
    }

    private static Numbers replay(List<Event> changes, Finding finding) {
        Numbers before = new Numbers(0, 0, 0);
        for (Event event : changes) {
            Numbers after = new Numbers(event.number("poolSequence"), event.number("purchased"), event.number("used"));
            finding.expect(
                    after.sequence() == before.sequence() + 1,
                    "%s comes after change %d of its pool",
                    event,
                    before.sequence());
            finding.expect(
                    0 <= after.used() && after.used() <= after.purchased(),
                    "%s oversells: %d of %d",
                    event,
                    after.used(),
                    after.purchased());
            long given = event.type().equals("SeatAssigned") ? 1 : event.type().equals("SeatReleased") ? -1 : 0;
            finding.expect(
                    after.used() == before.used() + given, "%s follows %s and makes it %s", event, before, after);
            finding.expect(
                    event.type().equals("PoolResized")
                            ? event.number("purchasedBefore") == before.purchased()
                            : after.purchased() == before.purchased(),
                    "%s follows %s and makes it %s",
                    event,
                    before,
                    after);
            before = after;
        }
        finding.saw("changes of pools", changes.size());
        return before;
    }

    private static void queues(Evidence evidence, Finding finding) {
        Map<String, TreeSet<Place>> queues = new HashMap<>();
        Map<String, Place> places = new HashMap<>();
        long[] served = new long[1];
        Events.ledger(evidence.sent()).forEach(event -> {
            TreeSet<Place> queue = queues.computeIfAbsent(
                    event.text("sku"),
                    sku -> new TreeSet<>(
                            Comparator.comparing((Place place) -> java.time.Instant.parse(place.grantedAt()))
                                    .thenComparing(Place::reasonId)));
            switch (event.type()) {
                case "Waitlisted" -> {
                    Place place = new Place(event.text("grantedAt"), event.aggregateId());
                    places.put(event.aggregateId(), place);
                    queue.add(place);
                }
                case "WaitingPlaceEnded", "ReasonAdded", "ReasonBlocked" -> remove(queue, places, event);
                case "SeatAssigned" -> {
                    Place first = queue.isEmpty() ? null : queue.first();
                    boolean waited = event.body().path("fromWaitingList").asBoolean();
                    finding.expect(
                            waited ? first != null && first.reasonId().equals(event.aggregateId()) : first == null,
                            "%s, and the first in the waiting list was %s",
                            event,
                            first);
                    remove(queue, places, event);
                    served[0] += waited ? 1 : 0;
                }
                default -> {}
            }
        });
        finding.saw("served from a waiting list", served[0]);
    }

    private static void remove(TreeSet<Place> queue, Map<String, Place> places, Event event) {
        Place place = places.remove(event.aggregateId());
        if (place != null) {
            queue.remove(place);
        }
    }
}
