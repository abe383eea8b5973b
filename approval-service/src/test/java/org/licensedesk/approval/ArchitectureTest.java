package org.licensedesk.approval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.testing.KeepsTheHouseRules;

class ArchitectureTest extends KeepsTheHouseRules {

    private static final ArchRule who_decides_is_a_pure_question = noClasses()
            .that()
            .haveSimpleNameEndingWith("Policy")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.jdbi..", "java.sql..", "jakarta.persistence..", "org.licensedesk.chassis..")
            .because("a route must be the same for the same directory, and be tested by the thousand");

    ArchitectureTest() {
        super("org.licensedesk.approval");
    }

    @Test
    void whoDecidesIsAPureQuestion() {
        check(who_decides_is_a_pure_question);
    }

    @Test
    void theRuleOfPurePoliciesBites() {
        var offender = new ClassFileImporter().importClasses(PeeksIntoTheDatabasePolicy.class);

        assertThatThrownBy(() -> who_decides_is_a_pure_question.check(offender)).isInstanceOf(AssertionError.class);
    }

    static class PeeksIntoTheDatabasePolicy {
        Handle handle;
    }
}
