package org.licensedesk.chassis.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ArchitectureRulesTest {
    private static final JavaClasses CANARIES = new ClassFileImporter().importPackages("org.licensedesk.canary");

    static Stream<Arguments> rules() {
        return Stream.of(
                rule(ArchitectureRules::everything_leaves_through_the_outbox, "SendsBehindTheOutbox"),
                rule(ArchitectureRules::capabilities_are_free_of_cycles, "GoesRoundWithDesk"),
                rule(ArchitectureRules::rooms_are_free_of_cycles, "LeansOnLower"),
                rule(ArchitectureRules::no_capability_knows_the_intake, "KnowsTheIntake"),
                rule(ArchitectureRules::no_service_knows_another, "KnowsAnotherService"),
                rule(ArchitectureRules::the_clock_is_the_only_source_of_time, "TakesTheTime"),
                rule(ArchitectureRules::pages_are_package_private, "PublicPage"),
                rule(service -> ArchitectureRules.only_one_room_writes(service, "seat", "pool", "used"), "TakesASeat"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleHoldsOfAServiceThatKeepsIt(Function<String, ArchRule> rule, String canary) {
        assertThatCode(() -> rule.apply("org.licensedesk.canary.good").check(CANARIES))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleBitesItsCanary(Function<String, ArchRule> rule, String canary) {
        assertThatThrownBy(() -> rule.apply("org.licensedesk.canary.bad").check(CANARIES))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(canary);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void aRuleOverNothingFails(Function<String, ArchRule> rule, String canary) {
        assertThatThrownBy(() -> rule.apply("org.licensedesk.canary.nowhere").check(CANARIES))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyOtherWayToTheTimeIsFound() {
        ArchRule rule = ArchitectureRules.the_clock_is_the_only_source_of_time("org.licensedesk.canary.bad");

        var failures = rule.evaluate(CANARIES).getFailureReport().getDetails();

        assertThat(failures).hasSize(4);
    }

    @Test
    void aRoomThatNeverWritesItsColumnIsNotPraised() {
        ArchRule rule = ArchitectureRules.only_one_room_writes("org.licensedesk.canary.good", "desk", "pool", "used");

        assertThatThrownBy(() -> rule.check(CANARIES))
                .hasMessageContaining("nothing in org.licensedesk.canary.good.desk sets pool.used")
                .hasMessageContaining("good.seat.Seats");
    }

    @Test
    void onlyTheSetClauseCounts() {
        assertThat(ArchitectureRules.sets("pool", "used", "update pool set purchased = 1 where used = 2"))
                .isFalse();
        assertThat(ArchitectureRules.sets("pool", "used", "update pool_note set used = 1"))
                .isFalse();
        assertThat(ArchitectureRules.sets("pool", "used", "update pool p set used=(select 1) where p.sku = ''"))
                .isTrue();
    }

    private static Arguments rule(Function<String, ArchRule> rule, String canary) {
        return Arguments.of(rule, canary);
    }
}
