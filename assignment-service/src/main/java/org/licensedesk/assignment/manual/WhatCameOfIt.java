package org.licensedesk.assignment.manual;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.assignment.manual.ManualOrder.Mode;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.ReasonAdded;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.SeatEvent.Waitlisted;

/** Says what came of an order: one result for each holder and product. It decides nothing. */
final class WhatCameOfIt {

    private final Standing before;
    private final Map<UUID, String> spared;
    private final Set<UUID> ended;
    private final Map<Pair, OfReason> given;

    /**
     * @param spared who lost nothing, and what they could not have instead
     * @param ended the reasons that have ended
     * @param given what the ledger made of those that were granted
     */
    WhatCameOfIt(Standing before, Map<UUID, String> spared, Set<UUID> ended, Map<Pair, OfReason> given) {
        this.before = before;
        this.spared = spared;
        this.ended = ended;
        this.given = given;
    }

    /** @param people the order's holders that there are, by email */
    Preview preview(Map<String, KnownPerson> people) {
        return new Preview(before.order().holders().stream()
                .flatMap(email -> people.containsKey(email) ? resultsFor(people.get(email)) : nobody(email))
                .toList());
    }

    /** What was refused to those who lost something for it, and why. */
    Map<Pair, Cause> refusedToLosers() {
        Set<UUID> losers = before.reasons()
                .filter(reason -> ended.contains(reason.id()))
                .map(reason -> reason.holder().id())
                .collect(Collectors.toSet());
        Map<Pair, Cause> refusals = new HashMap<>();
        given.forEach((pair, fact) -> {
            if (losers.contains(pair.holder()) && fact instanceof AssignmentRefused refused) {
                List<String> taken = refused.cause().code() == Cause.Code.MISSING_PREREQUISITE
                        ? before.requiredBy(pair.sku()).stream()
                                .filter(needed -> !before.order().skus().contains(needed))
                                .filter(needed -> before.isHeld(new Pair(pair.holder(), needed)))
                                .map(before::nameOf)
                                .toList()
                        : List.of();
                refusals.put(
                        pair,
                        taken.isEmpty()
                                ? refused.cause()
                                : Cause.prerequisiteTakenAway(before.nameOf(pair.sku()), taken));
            }
        });
        return refusals;
    }

    private Stream<ManualResult> resultsFor(KnownPerson person) {
        ManualOrder order = before.order();
        UUID id = person.holder().id();
        Stream<ManualResult> taken = before.of(id)
                .filter(pair -> switch (order.mode()) {
                    case ADD -> false;
                    case REPLACE -> !order.skus().contains(pair.sku());
                    case REMOVE -> order.skus().contains(pair.sku());
                })
                .flatMap(pair -> taken(person, pair));
        Stream<ManualResult> asked = order.skus().stream()
                .map(sku -> new Pair(id, sku))
                .flatMap(pair -> {
                    if (order.mode() == Mode.REMOVE) {
                        return before.isHeldOrWaitedFor(pair) ? Stream.empty() : Stream.of(notHeld(person, pair.sku()));
                    }
                    return Stream.of(before.staysAsItIs(pair) ? unchanged(person, pair) : outcome(person, pair));
                });
        return Stream.concat(taken, asked);
    }

    /** What is left of one product after all that ends by hand has ended; nothing, if nothing of it was to be seen before. */
    private Stream<ManualResult> taken(KnownPerson person, Pair pair) {
        List<LiveReason> reasons = before.reasons(pair);
        List<LiveReason> staying = reasons.stream()
                .filter(reason -> !ended.contains(reason.id()) && reason.state() != LiveReason.State.BLOCKED)
                .toList();
        if (!staying.isEmpty()) {
            return Stream.of(result(person, pair.sku(), Outcome.KEPT, whyItStays(pair, staying), false));
        }
        if (reasons.stream().noneMatch(reason -> ended.contains(reason.id()))) {
            return Stream.empty();
        }
        boolean waited = !before.isHeld(pair);
        return Stream.of(result(person, pair.sku(), Outcome.REMOVED, waited ? null : stillNeeded(pair), waited));
    }

    private Cause whyItStays(Pair pair, List<LiveReason> staying) {
        String refusedInstead = spared.get(pair.holder());
        if (refusedInstead != null
                && staying.stream().anyMatch(reason -> reason.type().endsByRemoval())) {
            return Cause.replacementRefused(refusedInstead);
        }
        List<LiveReason> gone = before.reasons(pair).stream()
                .filter(reason -> ended.contains(reason.id()))
                .toList();
        return Cause.remains(staying.get(0).type(), Standing.typesOf(gone));
    }

    /** What stays with the holder although it needs what goes; null where there is nothing of the kind. */
    private Cause stillNeeded(Pair gone) {
        Stream<String> kept = before.of(gone.holder())
                .filter(pair -> before.held(pair).stream().anyMatch(reason -> !ended.contains(reason.id())))
                .map(Pair::sku);
        Stream<String> got = given.entrySet().stream()
                .filter(entry -> entry.getValue() instanceof SeatAssigned)
                .map(Map.Entry::getKey)
                .filter(pair -> pair.holder().equals(gone.holder()))
                .map(Pair::sku);
        List<String> needy = Stream.concat(kept, got)
                .distinct()
                .filter(sku -> before.requiredBy(sku).contains(gone.sku()))
                .map(before::nameOf)
                .toList();
        return needy.isEmpty() ? null : Cause.stillNeeded(needy);
    }

    private ManualResult unchanged(KnownPerson person, Pair pair) {
        List<LiveReason> held = before.held(pair);
        return result(
                person,
                pair.sku(),
                Outcome.KEPT,
                held.isEmpty()
                        ? Cause.placeStays()
                        : Cause.staysAsItIs(Standing.typesOf(held), Standing.lastDayOf(held)),
                held.isEmpty());
    }

    private ManualResult outcome(KnownPerson person, Pair pair) {
        LiveReason byHand = before.byHand(pair);
        if (byHand != null) {
            boolean waits = byHand.state() == LiveReason.State.WAITING;
            return result(
                    person,
                    pair.sku(),
                    waits ? Outcome.WAITLISTED : Outcome.ALREADY_HELD,
                    Cause.givenByHandBefore(),
                    waits);
        }
        OfReason fact = given.get(pair);
        if (fact instanceof AssignmentRefused refused) {
            return result(person, pair.sku(), Outcome.REFUSED, refused.cause(), false);
        }
        if (fact instanceof Waitlisted waitlisted) {
            return result(person, pair.sku(), Outcome.WAITLISTED, waitlisted.cause(), waitlisted.further());
        }
        if (fact instanceof SeatAssigned) {
            return result(person, pair.sku(), Outcome.ASSIGNED, null, false);
        }
        if (fact instanceof ReasonAdded) {
            List<LiveReason> held = before.held(pair);
            Cause oneMoreReason =
                    held.isEmpty() ? null : Cause.alsoByHand(Standing.typesOf(held), Standing.lastDayOf(held));
            return result(person, pair.sku(), Outcome.ALREADY_HELD, oneMoreReason, false);
        }
        throw new IllegalStateException("the ledger made of a reason given by hand: " + fact);
    }

    private Stream<ManualResult> nobody(String email) {
        Cause cause = Cause.unknownPerson(email);
        return before.order().skus().stream()
                .map(sku ->
                        new ManualResult(email, null, null, sku, before.nameOf(sku), Outcome.REFUSED, cause, false));
    }

    private ManualResult notHeld(KnownPerson person, String sku) {
        Cause cause = before.isKnown(sku)
                ? Cause.notHeld(person.holder().name(), before.nameOf(sku))
                : Cause.unknownProduct(sku);
        return result(person, sku, Outcome.REFUSED, cause, false);
    }

    private ManualResult result(KnownPerson person, String sku, Outcome outcome, Cause cause, boolean waited) {
        return new ManualResult(
                person.holder().email(),
                person.holder().name(),
                person.title(),
                sku,
                before.nameOf(sku),
                outcome,
                cause,
                waited);
    }
}
