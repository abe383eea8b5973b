package org.licensedesk.assignment.manual;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.manual.ManualOrder.Mode;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.Ending;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.ReasonAdded;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.web.CurrentUser;

/**
 * Gives and takes seats by hand. What stands against it is the ledger's to say, before as well as after: a preview is the whole
 * work, done in a transaction that is undone.
 */
@ApplicationScoped
class AssignByHand {

    private final Database database;
    private final Ledger ledger;
    private final Directory directory;
    private final Products products;
    private final Clock clock;

    AssignByHand(Database database, Ledger ledger, Directory directory, Products products, Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.directory = directory;
        this.products = products;
        this.clock = clock;
    }

    /** One holder and one product. */
    private record Pair(UUID holder, String sku) {}

    /** Does it. @return one result for each holder and product, in the order of the order */
    Preview carryOut(ManualOrder order, CurrentUser who) {
        return attempt(order, who, any -> true);
    }

    /** What would come of it at this moment; nothing of it stays. */
    Preview tryOut(ManualOrder order, CurrentUser who) {
        return attempt(order, who, any -> false);
    }

    /**
     * Does what a preview has shown, and nothing else.
     *
     * @return what was done; when it says something else than was shown, nothing was done
     */
    Preview carryOutAsShown(ManualOrder order, String shown, CurrentUser who) {
        return attempt(order, who, done -> done.fingerprint().equals(shown));
    }

    /**
     * What one attempt made of it.
     *
     * @param unfair what was refused to those who would lose something for it
     */
    private record Attempt(Preview preview, Map<Pair, Cause> unfair) {}

    /**
     * Does it in one transaction, which stays if the result is as wanted. Whether a product can be given is known only after the
     * others are gone; who is refused one of a replacement is spared in the next attempt, and there are only so many to spare.
     */
    private Preview attempt(ManualOrder order, CurrentUser who, Predicate<Preview> stays) {
        Map<Pair, Cause> refusals = new HashMap<>();
        while (true) {
            Attempt attempt = database.inTransactionIf(
                    made -> made.unfair().isEmpty() && stays.test(made.preview()),
                    tx -> inOneGo(tx, order, refusals, who));
            if (attempt.unfair().isEmpty()) {
                return attempt.preview();
            }
            refusals.putAll(attempt.unfair());
        }
    }

    private Attempt inOneGo(Handle tx, ManualOrder order, Map<Pair, Cause> refusals, CurrentUser who) {
        Map<String, KnownPerson> people = directory.byEmail(tx, order.holders());
        Set<UUID> holders = people.values().stream()
                .map(person -> person.holder().id())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        lockAllThatMatters(tx, order, holders);
        Map<Pair, List<LiveReason>> before = ledger.liveReasons(tx, holders).stream()
                .collect(Collectors.groupingBy(
                        reason -> new Pair(reason.holder().id(), reason.sku()),
                        LinkedHashMap::new,
                        Collectors.toList()));
        Map<String, Products.Known> known = products.of(
                tx,
                Stream.concat(order.skus().stream(), before.keySet().stream().map(Pair::sku))
                        .collect(Collectors.toCollection(TreeSet::new)));

        Map<UUID, String> spared = spared(order, refusals, known);
        Set<UUID> ended = take(tx, order, before, spared.keySet(), who);
        Map<Pair, OfReason> given = give(tx, order, people, before, known, refusals, who);
        Preview made = new Preview(order.holders().stream()
                .flatMap(email -> people.containsKey(email)
                        ? resultsFor(order, people.get(email), before, ended, spared, given, known)
                        : nobody(email, order, known))
                .toList());
        return new Attempt(
                made,
                order.mode() == Mode.REPLACE
                        ? refusedTo(losers(before.values(), ended), given, order, before, known)
                        : Map.of());
    }

    /** Whoever sees what the holders have must keep seeing it until the end: the pools are locked first, all in one order. */
    private void lockAllThatMatters(Handle tx, ManualOrder order, Set<UUID> holders) {
        Set<String> skus = new TreeSet<>(order.skus());
        if (order.mode() == Mode.REPLACE) {
            ledger.liveReasons(tx, holders).forEach(reason -> skus.add(reason.sku()));
        }
        ledger.lock(tx, skus);
    }

    /** Ends what is to be taken away, as far as that ends by hand. @return the reasons that have ended */
    private Set<UUID> take(
            Handle tx, ManualOrder order, Map<Pair, List<LiveReason>> before, Set<UUID> spared, CurrentUser who) {
        if (order.mode() == Mode.ADD) {
            return Set.of();
        }
        Set<String> named = Set.copyOf(order.skus());
        Cause cause = Cause.removed(who.name());
        Origin origin = Origin.by(who.email());
        List<Ending> endings = before.values().stream()
                .flatMap(List::stream)
                .filter(reason -> !spared.contains(reason.holder().id()))
                .filter(reason -> named.contains(reason.sku()) == (order.mode() == Mode.REMOVE))
                .filter(reason -> reason.type().endsByRemoval())
                .map(reason -> new Ending(reason.id(), cause, origin))
                .toList();
        return ledger.end(tx, endings).stream().map(OfReason::reasonId).collect(Collectors.toSet());
    }

    private Map<Pair, OfReason> give(
            Handle tx,
            ManualOrder order,
            Map<String, KnownPerson> people,
            Map<Pair, List<LiveReason>> before,
            Map<String, Products.Known> known,
            Map<Pair, Cause> refusals,
            CurrentUser who) {
        if (order.mode() == Mode.REMOVE || people.isEmpty()) {
            return Map.of();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        UUID call = Ids.next();
        Origin origin = Origin.by(who.email());
        List<String> skus = prerequisitesFirst(order.skus(), known);
        List<Grant> grants = new ArrayList<>();
        for (String email : order.holders()) {
            KnownPerson person = people.get(email);
            for (String sku : person == null ? List.<String>of() : skus) {
                List<LiveReason> standing = before.get(new Pair(person.holder().id(), sku));
                if (byHand(standing) == null && !staysAsItIs(order, standing)) {
                    grants.add(new Grant(
                            Ids.next(),
                            ReasonType.MANUAL,
                            call.toString(),
                            sku,
                            sku,
                            person.holder(),
                            now.plus(grants.size(), ChronoUnit.MICROS), // the ledger serves in the order of these times
                            null,
                            order.whenFull(),
                            origin));
                }
            }
        }
        if (grants.isEmpty()) {
            return Map.of();
        }
        tx.createUpdate("""
                        insert into manual_assignment (id, made_by, made_by_name, made_at)
                        values (:id, :email, :name, :now)
                        """)
                .bind("id", call)
                .bind("email", who.email())
                .bind("name", who.name())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
        Map<Grant, Cause> refused = new LinkedHashMap<>();
        grants.forEach(grant -> {
            Cause cause = refusals.get(new Pair(grant.holder().id(), grant.sku()));
            if (cause != null) {
                refused.put(grant, cause);
            }
        });
        grants.removeAll(refused.keySet());
        return Stream.concat(ledger.grant(tx, grants).stream(), ledger.refuse(tx, refused).stream())
                .collect(Collectors.toMap(
                        fact -> new Pair(fact.holder().id(), fact.sku()), fact -> fact, (one, same) -> one));
    }

    /** Those who lose something. */
    private static Set<UUID> losers(Collection<List<LiveReason>> before, Set<UUID> ended) {
        return before.stream()
                .flatMap(List::stream)
                .filter(reason -> ended.contains(reason.id()))
                .map(reason -> reason.holder().id())
                .collect(Collectors.toSet());
    }

    /** What these holders were refused, and why. */
    private static Map<Pair, Cause> refusedTo(
            Set<UUID> holders,
            Map<Pair, OfReason> given,
            ManualOrder order,
            Map<Pair, List<LiveReason>> before,
            Map<String, Products.Known> known) {
        Map<Pair, Cause> refusals = new HashMap<>();
        given.forEach((pair, fact) -> {
            if (holders.contains(pair.holder()) && fact instanceof AssignmentRefused refused) {
                List<String> taken = refused.cause().code() == Cause.Code.MISSING_PREREQUISITE
                        ? known.get(pair.sku()).requires().stream()
                                .filter(needed -> !order.skus().contains(needed))
                                .filter(needed -> isHeld(before.get(new Pair(pair.holder(), needed))))
                                .map(needed -> nameOf(needed, known))
                                .toList()
                        : List.of();
                refusals.put(
                        pair,
                        taken.isEmpty()
                                ? refused.cause()
                                : Cause.prerequisiteTakenAway(nameOf(pair.sku(), known), taken));
            }
        });
        return refusals;
    }

    private static boolean isHeld(List<LiveReason> reasons) {
        return reasons != null && reasons.stream().anyMatch(reason -> reason.state() == LiveReason.State.HELD);
    }

    /** Who loses nothing, and what they cannot have instead. */
    private static Map<UUID, String> spared(
            ManualOrder order, Map<Pair, Cause> refusals, Map<String, Products.Known> known) {
        Map<UUID, String> spared = new HashMap<>();
        order.skus()
                .forEach(sku -> refusals.keySet().stream()
                        .filter(pair -> pair.sku().equals(sku))
                        .forEach(pair -> spared.putIfAbsent(pair.holder(), nameOf(sku, known))));
        return spared;
    }

    private static Stream<ManualResult> resultsFor(
            ManualOrder order,
            KnownPerson person,
            Map<Pair, List<LiveReason>> before,
            Set<UUID> ended,
            Map<UUID, String> spared,
            Map<Pair, OfReason> given,
            Map<String, Products.Known> known) {
        UUID id = person.holder().id();
        Stream<ManualResult> taken = before.entrySet().stream()
                .filter(entry -> entry.getKey().holder().equals(id))
                .filter(entry -> switch (order.mode()) {
                    case ADD -> false;
                    case REPLACE -> !order.skus().contains(entry.getKey().sku());
                    case REMOVE -> order.skus().contains(entry.getKey().sku());
                })
                .flatMap(entry -> taken(entry.getValue(), ended, spared.get(id))
                        .map(of -> result(
                                person,
                                entry.getKey().sku(),
                                known,
                                of.outcome(),
                                of.outcome() == Outcome.REMOVED && !of.waited()
                                        ? stillNeeded(entry.getKey(), before, ended, given, known)
                                        : of.cause(),
                                of.waited())));
        Stream<ManualResult> asked = order.skus().stream().flatMap(sku -> {
            Pair pair = new Pair(id, sku);
            if (order.mode() == Mode.REMOVE) {
                return isHeldOrWaitedFor(before.get(pair))
                        ? Stream.empty()
                        : Stream.of(result(person, sku, known, Outcome.REFUSED, notHeld(person, sku, known), false));
            }
            return Stream.of(
                    staysAsItIs(order, before.get(pair))
                            ? unchanged(person, sku, known, before.get(pair))
                            : outcome(person, sku, known, given.get(pair), before.get(pair)));
        });
        return Stream.concat(taken, asked);
    }

    /** What stays with the holder although it needs what goes; null where there is nothing of the kind. */
    private static Cause stillNeeded(
            Pair gone,
            Map<Pair, List<LiveReason>> before,
            Set<UUID> ended,
            Map<Pair, OfReason> given,
            Map<String, Products.Known> known) {
        Stream<Pair> kept = before.entrySet().stream()
                .filter(entry -> entry.getValue().stream()
                        .anyMatch(reason -> reason.state() == LiveReason.State.HELD && !ended.contains(reason.id())))
                .map(Map.Entry::getKey);
        Stream<Pair> got = given.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SeatAssigned)
                .map(Map.Entry::getKey);
        List<String> needy = Stream.concat(kept, got)
                .filter(pair -> pair.holder().equals(gone.holder()))
                .map(Pair::sku)
                .distinct()
                .filter(sku ->
                        known.containsKey(sku) && known.get(sku).requires().contains(gone.sku()))
                .map(sku -> nameOf(sku, known))
                .toList();
        return needy.isEmpty() ? null : Cause.stillNeeded(needy);
    }

    private record Taken(Outcome outcome, Cause cause, boolean waited) {}

    /** What is left of one product after all that ends by hand has ended. */
    private static Stream<Taken> taken(List<LiveReason> reasons, Set<UUID> ended, String refusedInstead) {
        List<LiveReason> staying = reasons.stream()
                .filter(reason -> !ended.contains(reason.id()) && reason.state() != LiveReason.State.BLOCKED)
                .toList();
        if (!staying.isEmpty()) {
            LiveReason reason = staying.get(0);
            boolean isSpared = refusedInstead != null
                    && staying.stream().anyMatch(any -> any.type().endsByRemoval());
            return Stream.of(new Taken(
                    Outcome.KEPT,
                    isSpared
                            ? Cause.replacementRefused(refusedInstead)
                            : Cause.remains(
                                    reason.type(),
                                    reasons.stream()
                                            .filter(one -> ended.contains(one.id()))
                                            .map(LiveReason::type)
                                            .toList()),
                    false));
        }
        return reasons.stream().anyMatch(reason -> ended.contains(reason.id()))
                ? Stream.of(new Taken(
                        Outcome.REMOVED,
                        null,
                        reasons.stream().noneMatch(reason -> reason.state() == LiveReason.State.HELD)))
                : Stream.empty();
    }

    private static boolean isHeldOrWaitedFor(List<LiveReason> reasons) {
        return reasons != null
                && reasons.stream()
                        .anyMatch(
                                reason -> reason.type().endsByRemoval() || reason.state() != LiveReason.State.BLOCKED);
    }

    private static boolean staysAsItIs(ManualOrder order, List<LiveReason> standing) {
        return order.leavesHeld()
                && standing != null
                && standing.stream().anyMatch(reason -> reason.state() != LiveReason.State.BLOCKED);
    }

    private static ManualResult unchanged(
            KnownPerson person, String sku, Map<String, Products.Known> known, List<LiveReason> standing) {
        List<LiveReason> held = held(standing);
        return result(
                person,
                sku,
                known,
                Outcome.KEPT,
                held.isEmpty() ? Cause.placeStays() : Cause.staysAsItIs(typesOf(held), lastDayOf(held)),
                held.isEmpty());
    }

    private static List<LiveReason> held(List<LiveReason> standing) {
        return standing == null
                ? List.of()
                : standing.stream()
                        .filter(reason -> reason.state() == LiveReason.State.HELD)
                        .toList();
    }

    private static List<ReasonType> typesOf(List<LiveReason> reasons) {
        return reasons.stream().map(LiveReason::type).toList();
    }

    /** Until when these hold a seat, or null if one of them has no end. */
    private static LocalDate lastDayOf(List<LiveReason> reasons) {
        return reasons.stream().anyMatch(reason -> reason.endsOn() == null)
                ? null
                : reasons.stream()
                        .map(LiveReason::endsOn)
                        .max(Comparator.naturalOrder())
                        .orElseThrow();
    }

    private static ManualResult outcome(
            KnownPerson person,
            String sku,
            Map<String, Products.Known> known,
            OfReason fact,
            List<LiveReason> standing) {
        LiveReason byHand = byHand(standing);
        if (byHand != null) {
            return result(
                    person,
                    sku,
                    known,
                    byHand.state() == LiveReason.State.WAITING ? Outcome.WAITLISTED : Outcome.ALREADY_HELD,
                    Cause.givenByHandBefore(),
                    byHand.state() == LiveReason.State.WAITING);
        }
        if (fact instanceof AssignmentRefused refused) {
            return result(person, sku, known, Outcome.REFUSED, refused.cause(), false);
        }
        if (fact instanceof Waitlisted waitlisted) {
            return result(person, sku, known, Outcome.WAITLISTED, waitlisted.cause(), waitlisted.further());
        }
        Outcome outcome = fact instanceof SeatAssigned
                ? Outcome.ASSIGNED
                : fact instanceof ReasonAdded ? Outcome.ALREADY_HELD : null;
        if (outcome == null) {
            throw new IllegalStateException("the ledger made of a reason given by hand: " + fact);
        }
        List<LiveReason> held = held(standing);
        Cause oneMoreReason = outcome == Outcome.ALREADY_HELD && !held.isEmpty()
                ? Cause.alsoByHand(typesOf(held), lastDayOf(held))
                : null;
        return result(person, sku, known, outcome, oneMoreReason, false);
    }

    private static Stream<ManualResult> nobody(String email, ManualOrder order, Map<String, Products.Known> known) {
        List<String> skus = order.skus();
        Cause cause = Cause.unknownPerson(email);
        return skus.stream()
                .map(sku ->
                        new ManualResult(email, null, null, sku, nameOf(sku, known), Outcome.REFUSED, cause, false));
    }

    private static ManualResult result(
            KnownPerson person,
            String sku,
            Map<String, Products.Known> known,
            Outcome outcome,
            Cause cause,
            boolean waited) {
        return new ManualResult(
                person.holder().email(),
                person.holder().name(),
                person.title(),
                sku,
                nameOf(sku, known),
                outcome,
                cause,
                waited);
    }

    private static Cause notHeld(KnownPerson person, String sku, Map<String, Products.Known> known) {
        return known.containsKey(sku)
                ? Cause.notHeld(person.holder().name(), nameOf(sku, known))
                : Cause.unknownProduct(sku);
    }

    private static String nameOf(String sku, Map<String, Products.Known> known) {
        return known.containsKey(sku) ? known.get(sku).name() : sku;
    }

    /** The reason given by hand that is live already: there is no second one. */
    private static LiveReason byHand(List<LiveReason> reasons) {
        return reasons == null
                ? null
                : reasons.stream()
                        .filter(reason -> reason.type() == ReasonType.MANUAL)
                        .findFirst()
                        .orElse(null);
    }

    /** In the order given, except that what another one needs goes before it: the ledger would refuse the needy one else. */
    private static List<String> prerequisitesFirst(List<String> skus, Map<String, Products.Known> known) {
        Set<String> sorted = new LinkedHashSet<>();
        Set<String> begun = new LinkedHashSet<>();
        skus.forEach(sku -> addBehindItsPrerequisites(sku, Set.copyOf(skus), known, begun, sorted));
        return List.copyOf(sorted);
    }

    private static void addBehindItsPrerequisites(
            String sku, Set<String> asked, Map<String, Products.Known> known, Set<String> begun, Set<String> sorted) {
        if (asked.contains(sku) && begun.add(sku)) {
            if (known.containsKey(sku)) {
                known.get(sku)
                        .requires()
                        .forEach(needed -> addBehindItsPrerequisites(needed, asked, known, begun, sorted));
            }
            sorted.add(sku);
        }
    }
}
