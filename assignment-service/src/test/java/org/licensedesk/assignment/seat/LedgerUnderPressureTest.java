package org.licensedesk.assignment.seat;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.Sent;
import org.licensedesk.chassis.web.Refusal;

/** Many at once: never oversold, no idle seat while somebody waits, nobody served twice. */
@QuarkusTest
class LedgerUnderPressureTest {

    @Inject
    LedgerStory story;

    @Test
    void manyThreadsOnTheSameFewProductsOversellNothing() throws Exception {
        long seed = System.nanoTime();
        System.out.println("LedgerUnderPressureTest seed " + seed);
        List<String> skus = IntStream.of(1, 3, 7).mapToObj(story::aProduct).toList();
        List<Holder> holders =
                IntStream.range(0, 30).mapToObj(i -> LedgerStory.somebody()).toList();

        EightThreads.run(thread -> {
            Random random = new Random(seed + thread);
            List<Grant> mine = new ArrayList<>();
            for (int step = 0; step < 40; step++) {
                String sku = skus.get(random.nextInt(skus.size()));
                Holder holder = holders.get(random.nextInt(holders.size()));
                switch (random.nextInt(6)) {
                    case 0, 1, 2 -> {
                        List<Grant> batch = IntStream.range(0, 1 + random.nextInt(4))
                                .mapToObj(i -> story.aGrant(
                                        skus.get(random.nextInt(skus.size())),
                                        holders.get(random.nextInt(holders.size()))))
                                .toList();
                        mine.addAll(batch);
                        story.grant(batch);
                    }
                    case 3 -> {
                        if (!mine.isEmpty()) {
                            story.revoke(mine.remove(random.nextInt(mine.size())));
                        }
                    }
                    case 4 ->
                        ignoringRefusals(() -> {
                            UUID seat = story.seatOf(sku, holder);
                            if (seat != null) {
                                story.returnSeat(seat, holder);
                            }
                        });
                    default -> ignoringRefusals(() -> story.resize(sku, 1 + random.nextInt(8)));
                }
            }
        });

        for (String sku : skus) {
            PoolNumbers pool = story.pool(sku);
            assertThat(story.provenChanges(sku)).isNotEmpty();
            assertThat(story.holders(sku)).hasSize(pool.used()).doesNotHaveDuplicates();
            assertThat(story.waiting(sku)).hasSize(pool.waiting());
            assertThat(pool.free() == 0 || pool.waiting() == 0)
                    .as("no idle seat while somebody waits: %s", pool)
                    .isTrue();
        }
    }

    @Test
    void theSameApprovalsDeliveredByTwoConsumersTakeEffectOnce() throws Exception {
        String sku = story.aProduct(20);
        List<Grant> grants = IntStream.range(0, 200)
                .mapToObj(i -> story.aGrant(sku, LedgerStory.somebody()))
                .toList();

        EightThreads.run(thread -> {
            List<Grant> shuffled = new ArrayList<>(grants);
            Collections.shuffle(shuffled, new Random(thread));
            for (int i = 0; i < shuffled.size(); i += 20) {
                grantAgainIfCrossed(shuffled.subList(i, i + 20));
            }
        });

        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 20, 20, 180));
        assertThat(grants)
                .allSatisfy(grant -> assertThat(LedgerStory.saidOf(grant)).hasSize(1));
        assertThat(story.provenChanges(sku)).hasSize(21);
    }

    @Test
    void nobodyWhoDepartsKeepsASeatThatWasGivenAtThatMoment() throws Exception {
        List<Holder> leavers =
                IntStream.range(0, 12).mapToObj(i -> LedgerStory.somebody()).toList();
        String sku = story.aProduct(100);

        EightThreads.run(thread -> {
            for (int i = 0; i < leavers.size(); i++) {
                if (thread % 2 == 0) {
                    story.grant(story.aGrant(sku, leavers.get(i)));
                } else if (thread == 1) {
                    story.departForGood(leavers.get(i));
                }
            }
        });

        assertThat(story.holders(sku)).isEmpty();
        assertThat(story.pool(sku)).isEqualTo(new PoolNumbers(sku, 100, 0, 0));
        assertThat(Sent.of("productState", sku)).isNotEmpty();
    }

    /** Two consumers can meet the same reason only in a test: the inbox sees to that. The second one starts again, as there. */
    private void grantAgainIfCrossed(List<Grant> grants) {
        try {
            story.grant(grants);
        } catch (RuntimeException crossed) {
            if (!String.valueOf(crossed.getMessage()).contains("reason_pkey")) {
                throw crossed;
            }
            story.grant(grants);
        }
    }

    private static void ignoringRefusals(Runnable action) {
        try {
            action.run();
        } catch (Refusal refused) {
            // somebody else was quicker, or the pool is in use: both are answers, not failures
        }
    }
}
