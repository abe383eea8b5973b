package org.licensedesk.assignment.manual;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
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
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
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
        Standing before = Standing.of(order, ledger.liveReasons(tx, holders), skus -> products.of(tx, skus));

        Map<UUID, String> spared = spared(before, refusals);
        Set<UUID> ended = take(tx, before, spared.keySet(), who);
        Map<Pair, OfReason> given = give(tx, before, people, refusals, who);
        WhatCameOfIt came = new WhatCameOfIt(before, spared, ended, given);
        return new Attempt(came.preview(people), order.mode() == Mode.REPLACE ? came.refusedToLosers() : Map.of());
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
    private Set<UUID> take(Handle tx, Standing before, Set<UUID> spared, CurrentUser who) {
        ManualOrder order = before.order();
        if (order.mode() == Mode.ADD) {
            return Set.of();
        }
        Set<String> named = Set.copyOf(order.skus());
        Cause cause = Cause.removed(who.name());
        Origin origin = Origin.by(who.email());
        List<Ending> endings = before.reasons()
                .filter(reason -> !spared.contains(reason.holder().id()))
                .filter(reason -> named.contains(reason.sku()) == (order.mode() == Mode.REMOVE))
                .filter(reason -> reason.type().endsByRemoval())
                .map(reason -> new Ending(reason.id(), cause, origin))
                .toList();
        return ledger.end(tx, endings).stream().map(OfReason::reasonId).collect(Collectors.toSet());
    }

    /** Gives what is asked for and not refused before. @return what the ledger made of each */
    private Map<Pair, OfReason> give(
            Handle tx, Standing before, Map<String, KnownPerson> people, Map<Pair, Cause> refusals, CurrentUser who) {
        if (before.order().mode() == Mode.REMOVE) {
            return Map.of();
        }
        UUID call = Ids.next();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        List<Grant> grants = grants(before, people, call, now, Origin.by(who.email()));
        if (grants.isEmpty()) {
            return Map.of();
        }
        record(tx, call, now, who);
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

    /** One reason for each holder and product that has none by hand: the ledger serves them in the order of their times. */
    private static List<Grant> grants(
            Standing before, Map<String, KnownPerson> people, UUID call, Instant now, Origin origin) {
        ManualOrder order = before.order();
        List<String> skus = prerequisitesFirst(before);
        List<Grant> grants = new ArrayList<>();
        for (String email : order.holders()) {
            KnownPerson person = people.get(email);
            for (String sku : person == null ? List.<String>of() : skus) {
                Pair pair = new Pair(person.holder().id(), sku);
                if (before.byHand(pair) == null && !before.staysAsItIs(pair)) {
                    grants.add(new Grant(
                            Ids.next(),
                            ReasonType.MANUAL,
                            call.toString(),
                            sku,
                            sku,
                            person.holder(),
                            now.plus(grants.size(), ChronoUnit.MICROS),
                            null,
                            order.whenFull(),
                            origin));
                }
            }
        }
        return grants;
    }

    private static void record(Handle tx, UUID call, Instant now, CurrentUser who) {
        tx.createUpdate("""
                        insert into manual_assignment (id, made_by, made_by_name, made_at)
                        values (:id, :email, :name, :now)
                        """)
                .bind("id", call)
                .bind("email", who.email())
                .bind("name", who.name())
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Who loses nothing, and what they cannot have instead. */
    private static Map<UUID, String> spared(Standing before, Map<Pair, Cause> refusals) {
        Map<UUID, String> spared = new HashMap<>();
        before.order()
                .skus()
                .forEach(sku -> refusals.keySet().stream()
                        .filter(pair -> pair.sku().equals(sku))
                        .forEach(pair -> spared.putIfAbsent(pair.holder(), before.nameOf(sku))));
        return spared;
    }

    /** In the order given, except that what another one needs goes before it: the ledger would refuse the needy one else. */
    private static List<String> prerequisitesFirst(Standing before) {
        Set<String> sorted = new LinkedHashSet<>();
        Set<String> begun = new LinkedHashSet<>();
        before.order().skus().forEach(sku -> addBehindItsPrerequisites(sku, before, begun, sorted));
        return List.copyOf(sorted);
    }

    private static void addBehindItsPrerequisites(String sku, Standing before, Set<String> begun, Set<String> sorted) {
        if (before.order().skus().contains(sku) && begun.add(sku)) {
            before.requiredBy(sku).forEach(needed -> addBehindItsPrerequisites(needed, before, begun, sorted));
            sorted.add(sku);
        }
    }
}
