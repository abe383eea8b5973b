package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** What the ledger ought to do, one reason at a time, without a database, a lock or a batch. It predicts every outcome. */
final class LedgerModel {

    /** One product: who holds a seat for which reasons, and what bounds it. */
    static final class ModelPool {
        int purchased;
        Integer reduceTo;
        PoolState state = PoolState.ACTIVE;
        ProductRules rules = ProductRules.none();
        final Map<UUID, Set<UUID>> seats = new LinkedHashMap<>();

        boolean hasFreeSeat() {
            return state.givesSeats() && seats.size() < purchased;
        }
    }

    final Map<String, ModelPool> pools = new TreeMap<>();
    final Map<UUID, Grant> grants = new LinkedHashMap<>();
    final Map<UUID, String> states = new LinkedHashMap<>();

    void grantAll(List<Grant> batch) {
        batch.stream().sorted(Grant.IN_ORDER_OF_APPROVAL).forEach(this::grant);
    }

    private void grant(Grant grant) {
        String known = states.get(grant.reasonId());
        boolean again = "BLOCKED".equals(known);
        if (known != null && !again) {
            return;
        }
        grants.putIfAbsent(grant.reasonId(), grant);
        ModelPool pool = pools.get(grant.sku());
        Set<UUID> held = pool.seats.get(grant.holder().id());
        Cause.Code conflict = conflict(grant);
        if (held != null && conflict != Cause.Code.SUBSCRIPTION_ENDED) {
            held.add(grant.reasonId());
            to(grant, "HELD");
        } else if (conflict != null) {
            to(grant, grant.type().isBlockedBy(conflict) ? "BLOCKED" : again ? "ENDED" : "REFUSED");
        } else if (pool.hasFreeSeat()) {
            pool.seats.put(grant.holder().id(), new LinkedHashSet<>(Set.of(grant.reasonId())));
            to(grant, "HELD");
        } else {
            to(grant, grant.whenFull() == WhenFull.REFUSE && !again ? "REFUSED" : "WAITING");
        }
    }

    void end(List<UUID> reasons) {
        reasons.stream().filter(id -> isLive(states.get(id))).forEach(id -> {
            Grant grant = grants.get(id);
            ModelPool pool = pools.get(grant.sku());
            Set<UUID> held = pool.seats.get(grant.holder().id());
            if ("HELD".equals(states.get(id)) && held.remove(id) && held.isEmpty()) {
                pool.seats.remove(grant.holder().id());
            }
            to(grant, "ENDED");
        });
        pools.values().forEach(LedgerModel::retire);
        drain();
    }

    /** A grant that was taken back before it came; it will be refused. */
    void refuse(Grant grant) {
        grants.put(grant.reasonId(), grant);
        to(grant, "REFUSED");
    }

    boolean holds(String sku, Holder holder) {
        return pools.get(sku).seats.containsKey(holder.id());
    }

    /** Ends all reasons of a seat, or none where a group keeps it. @return whether it ended them */
    boolean release(String sku, Holder holder) {
        List<UUID> held = List.copyOf(pools.get(sku).seats.get(holder.id()));
        if (held.stream().anyMatch(reason -> grants.get(reason).type() == ReasonType.GROUP)) {
            return false;
        }
        end(held);
        return true;
    }

    /** Compares everything with what the tables say. */
    void check(LedgerStory story, String when) {
        Map<UUID, String> told = new HashMap<>();
        pools.forEach((sku, pool) -> {
            told.putAll(story.states(sku));
            assertThat(story.pool(sku))
                    .as("%s: numbers", when)
                    .isEqualTo(new PoolNumbers(
                            sku, pool.purchased, pool.seats.size(), waiting(sku), pool.state, pool.reduceTo));
            assertThat(story.holders(sku))
                    .as("%s: holders", when)
                    .containsExactlyInAnyOrderElementsOf(pool.seats.keySet());
            assertThat(story.line(sku))
                    .as("%s: line", when)
                    .containsExactlyElementsOf(
                            line(sku).stream().map(Grant::reasonId).toList());
        });
        assertThat(told).as("%s: reasons", when).isEqualTo(states);
    }

    List<UUID> liveOf(Holder holder) {
        return grants.values().stream()
                .filter(grant -> grant.holder().equals(holder) && isLive(states.get(grant.reasonId())))
                .map(Grant::reasonId)
                .toList();
    }

    boolean resize(String sku, int purchased, boolean scheduled) {
        ModelPool pool = pools.get(sku);
        if (purchased < pool.seats.size() && !scheduled) {
            return false;
        }
        pool.reduceTo = purchased < pool.seats.size() ? purchased : null;
        pool.purchased = Math.max(purchased, pool.seats.size());
        drain();
        return true;
    }

    void setState(String sku, PoolState state) {
        pools.get(sku).state = state;
        drain();
    }

    List<Grant> blocked() {
        return grants.values().stream()
                .filter(grant -> states.get(grant.reasonId()).equals("BLOCKED"))
                .toList();
    }

    List<Grant> line(String sku) {
        return grants.values().stream()
                .filter(grant ->
                        grant.sku().equals(sku) && states.get(grant.reasonId()).equals("WAITING"))
                .sorted(Grant.IN_ORDER_OF_APPROVAL)
                .toList();
    }

    /** Who waits, whatever the number of their reasons. */
    private int waiting(String sku) {
        return (int) line(sku).stream().map(Grant::holder).distinct().count();
    }

    private static void retire(ModelPool pool) {
        if (pool.reduceTo != null) {
            pool.purchased = Math.max(pool.reduceTo, pool.seats.size());
            pool.reduceTo = pool.purchased > pool.reduceTo ? pool.reduceTo : null;
        }
    }

    /** In rounds: every pool serves as many of its line as it has seats, then looks again. */
    private void drain() {
        boolean served;
        do {
            served = false;
            Map<String, List<Grant>> heads = new TreeMap<>(Comparator.naturalOrder());
            pools.forEach((sku, pool) -> {
                if (pool.hasFreeSeat() && !line(sku).isEmpty()) {
                    heads.put(
                            sku,
                            line(sku).stream()
                                    .limit(Math.min(pool.purchased - pool.seats.size(), waiting(sku)))
                                    .toList());
                }
            });
            for (List<Grant> head : heads.values()) {
                head.forEach(this::serve);
                served = true;
            }
        } while (served);
    }

    private void serve(Grant first) {
        if (!states.get(first.reasonId()).equals("WAITING")) {
            return;
        }
        Cause.Code conflict = conflict(first);
        if (conflict != null) {
            to(first, first.type().isBlockedBy(conflict) ? "BLOCKED" : "ENDED");
            return;
        }
        List<Grant> theirs = new ArrayList<>(line(first.sku()));
        theirs.removeIf(grant -> !grant.holder().equals(first.holder()));
        Set<UUID> held = new LinkedHashSet<>();
        theirs.forEach(grant -> {
            held.add(grant.reasonId());
            to(grant, "HELD");
        });
        pools.get(first.sku()).seats.put(first.holder().id(), held);
    }

    private Cause.Code conflict(Grant grant) {
        UUID holder = grant.holder().id();
        if (pools.get(grant.sku()).state.isOver()) {
            return Cause.Code.SUBSCRIPTION_ENDED;
        }
        ProductRules rules = pools.get(grant.sku()).rules;
        if (rules.excludes().stream().anyMatch(sku -> pools.get(sku).seats.containsKey(holder))) {
            return Cause.Code.EXCLUDED;
        }
        return rules.requires().stream().allMatch(sku -> pools.get(sku).seats.containsKey(holder))
                ? null
                : Cause.Code.MISSING_PREREQUISITE;
    }

    private void to(Grant grant, String state) {
        states.put(grant.reasonId(), state);
    }

    private static boolean isLive(String state) {
        return Set.of("HELD", "WAITING", "BLOCKED").contains(String.valueOf(state));
    }
}
