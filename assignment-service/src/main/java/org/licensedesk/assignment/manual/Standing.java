package org.licensedesk.assignment.manual;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.ReasonType;

/** What the holders of an order have before anything is done, and the products that it is about. */
final class Standing {

    private final ManualOrder order;
    private final Map<Pair, List<LiveReason>> reasons;
    private final Map<String, Products.Known> known;

    private Standing(ManualOrder order, Map<Pair, List<LiveReason>> reasons, Map<String, Products.Known> known) {
        this.order = order;
        this.reasons = reasons;
        this.known = known;
    }

    /**
     * @param live all that is live of the order's holders
     * @param products looks up the products of these skus
     */
    static Standing of(
            ManualOrder order, List<LiveReason> live, Function<Set<String>, Map<String, Products.Known>> products) {
        Map<Pair, List<LiveReason>> reasons = live.stream()
                .collect(Collectors.groupingBy(
                        reason -> new Pair(reason.holder().id(), reason.sku()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        return new Standing(
                order,
                reasons,
                products.apply(Stream.concat(
                                order.skus().stream(), reasons.keySet().stream().map(Pair::sku))
                        .collect(Collectors.toCollection(TreeSet::new))));
    }

    ManualOrder order() {
        return order;
    }

    /** All that is live, of whatever product. */
    Stream<LiveReason> reasons() {
        return reasons.values().stream().flatMap(List::stream);
    }

    /** What is live of one product; empty if nothing is. */
    List<LiveReason> reasons(Pair pair) {
        return reasons.getOrDefault(pair, List.of());
    }

    /** What somebody has anything of, in the order of the ledger. */
    Stream<Pair> of(UUID holder) {
        return reasons.keySet().stream().filter(pair -> pair.holder().equals(holder));
    }

    /** The reasons that hold a seat. */
    List<LiveReason> held(Pair pair) {
        return reasons(pair).stream()
                .filter(reason -> reason.state() == LiveReason.State.HELD)
                .toList();
    }

    boolean isHeld(Pair pair) {
        return !held(pair).isEmpty();
    }

    boolean isHeldOrWaitedFor(Pair pair) {
        return reasons(pair).stream()
                .anyMatch(reason -> reason.type().endsByRemoval() || reason.state() != LiveReason.State.BLOCKED);
    }

    /** The reason given by hand that is live already, or null: there is no second one. */
    LiveReason byHand(Pair pair) {
        return reasons(pair).stream()
                .filter(reason -> reason.type() == ReasonType.MANUAL)
                .findFirst()
                .orElse(null);
    }

    /** Whether the order leaves it alone, since it is held or waited for. */
    boolean staysAsItIs(Pair pair) {
        return order.leavesHeld()
                && reasons(pair).stream().anyMatch(reason -> reason.state() != LiveReason.State.BLOCKED);
    }

    boolean isKnown(String sku) {
        return known.containsKey(sku);
    }

    /** The product's name, or its sku where there is no such product. */
    String nameOf(String sku) {
        return isKnown(sku) ? known.get(sku).name() : sku;
    }

    /** What a product needs; nothing where there is no such product. */
    List<String> requiredBy(String sku) {
        return isKnown(sku) ? known.get(sku).requires() : List.of();
    }

    static List<ReasonType> typesOf(Collection<LiveReason> reasons) {
        return reasons.stream().map(LiveReason::type).toList();
    }

    /** Until when these hold a seat, or null if one of them has no end. */
    static LocalDate lastDayOf(Collection<LiveReason> reasons) {
        return reasons.stream().anyMatch(reason -> reason.endsOn() == null)
                ? null
                : reasons.stream()
                        .map(LiveReason::endsOn)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
    }
}
