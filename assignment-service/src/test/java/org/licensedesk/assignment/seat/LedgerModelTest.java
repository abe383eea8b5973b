package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
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
        LedgerModel model = new LedgerModel();
        List<String> skus = IntStream.range(0, 3)
                .mapToObj(i -> {
                    int purchased = random.nextInt(4);
                    String sku = story.aProduct(purchased);
                    var pool = new LedgerModel.ModelPool();
                    pool.purchased = purchased;
                    model.pools.put(sku, pool);
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
                    model.grantAll(batch);
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
                        model.end(List.of(grant.reasonId()));
                    }
                }
                case 8 -> {
                    Grant grant = story.aGrant(sku, holder);
                    story.revoke(grant);
                    story.grant(grant);
                    model.refuse(grant);
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
                    assertThat(refused).isEqualTo(!model.resize(sku, purchased, false));
                }
                default -> {
                    story.depart(holder);
                    model.end(model.liveOf(holder));
                }
            }
            model.check(story, "after step " + step);
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
}
