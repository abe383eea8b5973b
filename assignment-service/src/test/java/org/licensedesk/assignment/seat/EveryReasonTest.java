package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Envelopes;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.web.Refusal;

/**
 * Random mixtures of all seven kinds of reasons, with conflicts, closed and shrinking pools, duplicates and crashes, by eight
 * threads at once. The seed is printed; {@code -Dledger.seed=} repeats what each thread does.
 */
@QuarkusTest
class EveryReasonTest {

    private static final int STEPS = 50;

    @Inject
    LedgerStory story;

    @Test
    void everyOutcomeIsThePredictedOneWhateverElseGoesOn() throws Exception {
        long seed = seed();

        EightThreads.run(thread -> new PrivateWorld(new Random(seed + thread), "thread " + thread).play());
    }

    @Test
    void onSharedProductsNothingIsOversoldLostOrToldOtherwise() throws Exception {
        long seed = seed();
        List<String> skus = IntStream.of(2, 4, 6, 3).mapToObj(story::aProduct).toList();
        story.rule(skus.get(0), new ProductRules(List.of(), List.of(), List.of(skus.get(1))));
        story.rule(skus.get(3), new ProductRules(List.of(), List.of(skus.get(2)), List.of()));
        List<Holder> holders = Stream.generate(LedgerStory::somebody).limit(25).toList();

        EightThreads.run(thread -> {
            Random random = new Random(seed + thread);
            List<Grant> mine = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                String sku = skus.get(random.nextInt(skus.size()));
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> {
                        Grant grant = aGrant(random, sku, holders.get(random.nextInt(holders.size())));
                        if (random.nextInt(4) == 0) {
                            story.grantAndCrash(List.of(grant));
                        }
                        story.grant(grant);
                        if (random.nextInt(4) == 0) {
                            story.grant(grant);
                        }
                        mine.add(grant);
                    }
                    case 3, 4 -> {
                        if (!mine.isEmpty()) {
                            story.end(mine.get(random.nextInt(mine.size())));
                        }
                    }
                    case 5 -> story.heal();
                    case 6 -> story.setState(sku, PoolState.values()[random.nextInt(3)]);
                    default ->
                        ignoringRefusals(() -> {
                            if (random.nextBoolean()) {
                                story.resize(sku, random.nextInt(8));
                            } else {
                                story.resizeLater(sku, random.nextInt(8));
                            }
                        });
                }
            }
        });
        skus.forEach(sku -> story.setState(sku, PoolState.ACTIVE));

        for (String sku : skus) {
            PoolNumbers pool = story.pool(sku);
            story.provenChanges(sku);
            assertThat(story.holders(sku)).hasSize(pool.used()).doesNotHaveDuplicates();
            assertThat(story.waiting(sku)).hasSize(pool.waiting());
            assertThat(pool.free() == 0 || pool.waiting() == 0).as("%s", pool).isTrue();
            assertThat(story.states(sku)).as("what the events of %s say", sku).isEqualTo(told(sku));
        }
        holders.forEach(holder -> assertThat(
                        story.seatOf(skus.get(0), holder) == null || story.seatOf(skus.get(1), holder) == null)
                .as("%s holds no two products that exclude each other", holder)
                .isTrue());
    }

    /** Products and people of one thread: nobody else touches them, so that the model knows what has to come out. */
    private final class PrivateWorld {
        private final Random random;
        private final String name;
        private final LedgerModel model = new LedgerModel();
        private final List<String> skus = new ArrayList<>();
        private final List<Holder> holders =
                Stream.generate(LedgerStory::somebody).limit(6).toList();
        private final List<Grant> granted = new ArrayList<>();

        PrivateWorld(Random random, String name) {
            this.random = random;
            this.name = name;
            for (int i = 0; i < 4; i++) {
                int purchased = random.nextInt(4);
                skus.add(story.aProduct(purchased));
                var pool = new LedgerModel.ModelPool();
                pool.purchased = purchased;
                model.pools.put(skus.get(i), pool);
            }
            // the first and the second exclude each other, the third needs the first
            story.rule(skus.get(0), excluding(skus.get(1)));
            model.pools.get(skus.get(0)).rules = excluding(skus.get(1));
            model.pools.get(skus.get(1)).rules = excluding(skus.get(0));
            ProductRules needing = new ProductRules(List.of(), List.of(skus.get(0)), List.of());
            story.rule(skus.get(2), needing);
            model.pools.get(skus.get(2)).rules = needing;
        }

        void play() {
            for (int step = 0; step < STEPS; step++) {
                String sku = skus.get(random.nextInt(skus.size()));
                switch (random.nextInt(12)) {
                    case 0, 1, 2, 3 -> {
                        List<Grant> batch = IntStream.range(0, 1 + random.nextInt(3))
                                .mapToObj(i -> EveryReasonTest.this.aGrant(
                                        random,
                                        skus.get(random.nextInt(skus.size())),
                                        holders.get(random.nextInt(holders.size()))))
                                .toList();
                        if (random.nextInt(3) == 0) {
                            story.grantAndCrash(batch);
                        }
                        granted.addAll(batch);
                        story.grant(batch);
                        model.grantAll(batch);
                    }
                    case 4 -> {
                        if (!granted.isEmpty()) {
                            Grant again = granted.get(random.nextInt(granted.size()));
                            story.grant(again);
                            model.grantAll(List.of(again));
                        }
                    }
                    case 5, 6, 7 -> {
                        if (!granted.isEmpty()) {
                            Grant one = granted.get(random.nextInt(granted.size()));
                            story.end(one);
                            model.end(List.of(one.reasonId()));
                        }
                    }
                    case 8 -> {
                        // as healing does; that itself would reach into the other threads' worlds
                        List<Grant> blocked = model.blocked();
                        story.grant(blocked);
                        model.grantAll(blocked);
                    }
                    case 9 -> {
                        PoolState state =
                                random.nextInt(4) == 0 ? PoolState.ENDED : PoolState.values()[random.nextInt(2)];
                        story.setState(sku, state);
                        model.setState(sku, state);
                    }
                    case 10 -> {
                        int purchased = random.nextInt(6);
                        boolean scheduled = random.nextBoolean();
                        boolean refused = ignoringRefusals(() -> {
                            if (scheduled) {
                                story.resizeLater(sku, purchased);
                            } else {
                                story.resize(sku, purchased);
                            }
                        });
                        assertThat(refused)
                                .as("%s, step %d: resized to %d", name, step, purchased)
                                .isEqualTo(!model.resize(sku, purchased, scheduled));
                    }
                    default -> {
                        Holder leaver = holders.get(random.nextInt(holders.size()));
                        story.depart(leaver);
                        model.end(model.liveOf(leaver));
                    }
                }
                model.check(story, name + ", step " + step);
            }
            skus.forEach(story::provenChanges);
            skus.forEach(sku ->
                    assertThat(told(sku)).as("%s: what the events say", name).isEqualTo(story.states(sku)));
        }
    }

    private Grant aGrant(Random random, String sku, Holder holder) {
        ReasonType type = ReasonType.values()[random.nextInt(ReasonType.values().length)];
        Grant grant = story.aGrant(sku, holder, type, story.now(), null);
        return random.nextInt(5) > 0
                ? grant
                : new Grant(
                        grant.reasonId(),
                        type,
                        grant.source(),
                        sku,
                        grant.productName(),
                        holder,
                        grant.grantedAt(),
                        null,
                        WhenFull.REFUSE,
                        grant.origin());
    }

    /** What the events say of each reason of a product, the last one of each counting. */
    private static Map<UUID, String> told(String sku) {
        Map<UUID, Long> sequences = new HashMap<>();
        Map<UUID, String> states = new HashMap<>();
        Map<String, String> stateAfter = Map.of(
                "SeatAssigned.v1", "HELD",
                "ReasonAdded.v1", "HELD",
                "Waitlisted.v1", "WAITING",
                "ReasonBlocked.v1", "BLOCKED",
                "ReasonEnded.v1", "ENDED",
                "SeatReleased.v1", "ENDED",
                "WaitingPlaceEnded.v1", "ENDED",
                "AssignmentRefused.v1", "REFUSED");
        stateAfter.forEach((type, state) -> Sent.ofType(type).stream()
                .filter(event -> Envelopes.body(event).path("sku").asText().equals(sku))
                .forEach(event -> {
                    UUID reason = UUID.fromString(event.aggregateId());
                    if (sequences.merge(reason, event.sequence(), Math::max) == event.sequence()) {
                        states.put(reason, state);
                    }
                }));
        return states;
    }

    private static ProductRules excluding(String sku) {
        return new ProductRules(List.of(), List.of(), List.of(sku));
    }

    private static boolean ignoringRefusals(Runnable action) {
        try {
            action.run();
            return false;
        } catch (Refusal refused) {
            return true;
        }
    }

    private static long seed() {
        long seed = Long.getLong("ledger.seed", System.nanoTime());
        System.out.println("EveryReasonTest seed " + seed);
        return seed;
    }
}
