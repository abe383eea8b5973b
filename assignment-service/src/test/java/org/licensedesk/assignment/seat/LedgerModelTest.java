package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.licensedesk.chassis.web.Refusal;

/**
 * Random stories against a model that fits on a page and predicts every outcome. The seed is printed and alone reproduces a
 * story: {@code -Dledger.seed=...}.
 */
@QuarkusTest
class LedgerModelTest {

    private static final int STEPS = 150;

    @Inject
    LedgerStory story;

    static List<Long> seeds() {
        String given = System.getProperty("ledger.seed");
        return given != null
                ? List.of(Long.parseLong(given))
                : new Random().longs(4).boxed().toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyOutcomeIsThePredictedOne(long seed) {
        System.out.println("LedgerModelTest seed " + seed);
        Random random = new Random(seed);
        Model model = new Model();
        List<String> skus = IntStream.range(0, 3)
                .mapToObj(i -> {
                    int purchased = random.nextInt(4);
                    String sku = story.aProduct(purchased);
                    model.pools.put(sku, new ModelPool(purchased));
                    return sku;
                })
                .toList();
        List<Holder> holders = IntStream.range(0, 8)
                .mapToObj(i -> LedgerStory.somebody())
                .collect(Collectors.toCollection(ArrayList::new));
        List<Grant> granted = new ArrayList<>();

        for (int step = 0; step < STEPS; step++) {
            String sku = skus.get(random.nextInt(skus.size()));
            Holder holder = holders.get(random.nextInt(holders.size()));
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3, 4 -> {
                    List<Grant> batch = IntStream.range(0, 1 + random.nextInt(3))
                            .mapToObj(i -> story.aGrant(
                                    skus.get(random.nextInt(skus.size())),
                                    holders.get(random.nextInt(holders.size())),
                                    random.nextInt(5) == 0 ? ReasonType.GROUP : ReasonType.REQUEST,
                                    story.now(),
                                    null))
                            .toList();
                    granted.addAll(batch);
                    story.grant(batch);
                    batch.stream().sorted(Grant.IN_ORDER_OF_APPROVAL).forEach(model::grant);
                }
                case 5 -> {
                    if (!granted.isEmpty()) {
                        Grant again = granted.get(random.nextInt(granted.size()));
                        story.grant(again);
                    }
                }
                case 6, 7 -> {
                    if (!granted.isEmpty()) {
                        Grant grant = granted.get(random.nextInt(granted.size()));
                        story.revoke(grant);
                        model.end(grant.reasonId());
                    }
                }
                case 8 -> {
                    Grant grant = story.aGrant(sku, holder);
                    story.revoke(grant);
                    story.grant(grant);
                    model.states.put(grant.reasonId(), "REFUSED");
                }
                case 9 -> {
                    UUID seat = story.seatOf(sku, holder);
                    assertThat(seat != null).isEqualTo(model.holds(sku, holder));
                    if (seat != null) {
                        boolean byHolder = random.nextBoolean();
                        boolean refused = refuses(() -> {
                            if (byHolder) {
                                story.returnSeat(seat, holder);
                            } else {
                                story.removeSeat(seat);
                            }
                        });
                        assertThat(refused).isEqualTo(!model.release(sku, holder));
                    }
                }
                case 10 -> {
                    int purchased = random.nextInt(6);
                    boolean refused = refuses(() -> story.resize(sku, purchased));
                    assertThat(refused).isEqualTo(!model.resize(sku, purchased));
                }
                default -> {
                    story.depart(holder);
                    model.depart(holder);
                }
            }
            model.check(story, step);
        }
        skus.forEach(story::provenChanges);
    }

    private static boolean refuses(Runnable action) {
        try {
            action.run();
            return false;
        } catch (Refusal refused) {
            return true;
        }
    }

    /** One product: the reasons of each holder of a seat, and the line. */
    private static final class ModelPool {
        private int purchased;
        private final Map<UUID, List<Grant>> seats = new LinkedHashMap<>();
        private final List<Grant> line = new ArrayList<>();

        private ModelPool(int purchased) {
            this.purchased = purchased;
        }
    }

    /** What the ledger ought to do, one reason at a time and without any database. */
    private static final class Model {
        private final Map<String, ModelPool> pools = new HashMap<>();
        private final Map<UUID, String> states = new HashMap<>();

        void grant(Grant grant) {
            ModelPool pool = pools.get(grant.sku());
            List<Grant> held = pool.seats.get(grant.holder().id());
            if (held != null) {
                held.add(grant);
            } else if (pool.seats.size() < pool.purchased) {
                pool.seats.put(grant.holder().id(), new ArrayList<>(List.of(grant)));
            } else {
                pool.line.add(grant);
                pool.line.sort(Grant.IN_ORDER_OF_APPROVAL);
                states.put(grant.reasonId(), "WAITING");
                return;
            }
            states.put(grant.reasonId(), "HELD");
        }

        void end(UUID reason) {
            for (ModelPool pool : pools.values()) {
                boolean live = pool.line.removeIf(grant -> grant.reasonId().equals(reason));
                for (List<Grant> held : pool.seats.values()) {
                    live |= held.removeIf(grant -> grant.reasonId().equals(reason));
                }
                if (live) {
                    states.put(reason, "ENDED");
                }
                pool.seats.values().removeIf(List::isEmpty);
                drain(pool);
            }
        }

        boolean holds(String sku, Holder holder) {
            return pools.get(sku).seats.containsKey(holder.id());
        }

        boolean release(String sku, Holder holder) {
            List<Grant> held = pools.get(sku).seats.get(holder.id());
            if (held.stream().anyMatch(grant -> grant.type() == ReasonType.GROUP)) {
                return false;
            }
            List.copyOf(held).forEach(grant -> end(grant.reasonId()));
            return true;
        }

        boolean resize(String sku, int purchased) {
            ModelPool pool = pools.get(sku);
            if (purchased < pool.seats.size()) {
                return false;
            }
            pool.purchased = purchased;
            drain(pool);
            return true;
        }

        void depart(Holder holder) {
            // all places first: nobody is served from the line on the way out
            for (ModelPool pool : pools.values()) {
                List.copyOf(pool.line).stream()
                        .filter(grant -> grant.holder().id().equals(holder.id()))
                        .forEach(grant -> end(grant.reasonId()));
                List.copyOf(pool.seats.getOrDefault(holder.id(), List.of())).forEach(grant -> end(grant.reasonId()));
            }
        }

        private void drain(ModelPool pool) {
            while (pool.seats.size() < pool.purchased && !pool.line.isEmpty()) {
                UUID holder = pool.line.get(0).holder().id();
                List<Grant> theirs = pool.line.stream()
                        .filter(grant -> grant.holder().id().equals(holder))
                        .collect(Collectors.toCollection(ArrayList::new));
                pool.line.removeAll(theirs);
                theirs.forEach(grant -> states.put(grant.reasonId(), "HELD"));
                pool.seats.put(holder, theirs);
            }
        }

        void check(LedgerStory story, int step) {
            pools.forEach((sku, pool) -> {
                assertThat(story.pool(sku))
                        .as("numbers after step %d", step)
                        .isEqualTo(new PoolNumbers(sku, pool.purchased, pool.seats.size(), pool.line.size()));
                assertThat(story.holders(sku))
                        .as("holders after step %d", step)
                        .containsExactlyInAnyOrderElementsOf(pool.seats.keySet());
                assertThat(story.line(sku))
                        .as("line after step %d", step)
                        .containsExactlyElementsOf(
                                pool.line.stream().map(Grant::reasonId).toList());
                assertThat(states).as("reasons after step %d", step).containsAllEntriesOf(story.states(sku));
            });
        }
    }
}
