package org.licensedesk.chassis.testing;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A service's architecture test: extend it and name the service's package. The rules are {@link ArchitectureRules}; that each of
 * them bites is proved by canaries in this module's own tests.
 */
public abstract class KeepsTheHouseRules {
    private final String service;
    private final JavaClasses all;

    /** Reads {@code target/classes} of the module whose test this is. */
    protected KeepsTheHouseRules(String service) {
        this.service = service;
        Path compiled = Path.of("target", "classes");
        if (!Files.isDirectory(compiled)) {
            throw new IllegalStateException("no " + compiled.toAbsolutePath() + ": compile the service first");
        }
        this.all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPath(compiled);
        ArchitectureRules.assertInhabited(all, service, "intake");
    }

    /** Checks one more rule on the service's classes. */
    protected final void check(ArchRule rule) {
        rule.check(all);
    }

    @Test
    void everythingLeavesThroughTheOutbox() {
        check(ArchitectureRules.everything_leaves_through_the_outbox(service));
    }

    @Test
    void capabilitiesAreFreeOfCycles() {
        check(ArchitectureRules.capabilities_are_free_of_cycles(service));
    }

    @Test
    void roomsAreFreeOfCycles() {
        check(ArchitectureRules.rooms_are_free_of_cycles(service));
    }

    @Test
    void noCapabilityKnowsTheIntake() {
        check(ArchitectureRules.no_capability_knows_the_intake(service));
    }

    @Test
    void noServiceKnowsAnother() {
        check(ArchitectureRules.no_service_knows_another(service));
    }

    @Test
    void theClockIsTheOnlySourceOfTime() {
        check(ArchitectureRules.the_clock_is_the_only_source_of_time(service));
    }

    @Test
    void pagesArePackagePrivate() {
        check(ArchitectureRules.pages_are_package_private(service));
    }
}
