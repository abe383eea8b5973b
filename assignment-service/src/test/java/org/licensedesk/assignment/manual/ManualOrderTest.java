package org.licensedesk.assignment.manual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.licensedesk.assignment.manual.ManualOrder.Mode;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.web.Refusal;

class ManualOrderTest {

    @Test
    void whoIsNamedTwiceCountsOnce() {
        ManualOrder order = ManualOrder.of(
                Arrays.asList(" Ada@Example.org", "omar@example.org", "ada@example.org", " ", null),
                List.of("VISIO", "PROJECT", " VISIO "),
                null,
                null);

        assertThat(order)
                .isEqualTo(new ManualOrder(
                        List.of("ada@example.org", "omar@example.org"),
                        List.of("VISIO", "PROJECT"),
                        Mode.ADD,
                        WhenFull.WAIT,
                        false));
    }

    @Test
    void nobodyAndNothingIsRefusedFieldByField() {
        assertRefused(List.of(), null, Mode.ADD, "holders", "skus");
    }

    @Test
    void noOrderNamesNothingNotEvenAReplacement() {
        assertRefused(List.of("ada@example.org"), List.of(), Mode.REMOVE, "skus");
        assertRefused(List.of("ada@example.org"), List.of(" "), Mode.REPLACE, "skus");
        assertRefused(List.of("ada@example.org"), null, Mode.REPLACE, "skus");
    }

    @Test
    void tooManyAreSentToTheBulkJob() {
        assertRefused(many(1001), List.of("VISIO"), Mode.ADD, "holders");
        assertRefused(List.of("ada@example.org"), many(101), Mode.ADD, "skus");
        assertRefused(many(1000), many(11), Mode.ADD, "holders");
        assertThat(ManualOrder.of(many(1000), many(10), Mode.ADD, null).holders())
                .hasSize(1000);
    }

    @Test
    void whatNoDatabaseTakesIsRefused() {
        assertRefused(List.of("a\u0000b"), List.of("x\ud800"), Mode.ADD, "holders", "skus");
        assertRefused(List.of("x".repeat(255)), List.of("x".repeat(101)), Mode.ADD, "holders", "skus");
    }

    private static List<String> many(int number) {
        return IntStream.range(0, number).mapToObj(i -> "n" + i).toList();
    }

    private static void assertRefused(List<String> holders, List<String> skus, Mode mode, String... fields) {
        assertThatThrownBy(() -> ManualOrder.of(holders, skus, mode, null))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(
                                        refusal.fieldErrors().all().stream().map(entry -> entry.field()))
                                .containsExactly(fields));
    }
}
