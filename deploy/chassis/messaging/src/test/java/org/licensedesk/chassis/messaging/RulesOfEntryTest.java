package org.licensedesk.chassis.messaging;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who may enter the chassis: nothing that knows what the services are about. */
class RulesOfEntryTest {
    private static final int LONGEST_CLASS = 260;

    private static final Pattern BUSINESS_WORD = Pattern.compile(
            "licen[sc]e|seat|request|approv|pool|product|waitlist|assignment|decision|manager|employee|person");
    private static final Pattern TABLE = Pattern.compile("create table (?:if not exists )?(\\w+)");

    private static final ArchRule no_business_word_in_a_type_name = noClasses()
            .that()
            .resideInAPackage("org.licensedesk.chassis..")
            .should()
            .haveNameMatching(".*\\.[^.]*(?i:" + BUSINESS_WORD.pattern() + ")[^.]*");

    private static final ArchRule it_depends_on_no_service = noClasses()
            .that()
            .resideInAPackage("org.licensedesk.chassis..")
            .should()
            .dependOnClassesThat(new DescribedPredicate<JavaClass>("are of License Desk but not of the chassis") {
                @Override
                public boolean test(JavaClass type) {
                    return type.getPackageName().startsWith("org.licensedesk")
                            && !type.getPackageName().startsWith("org.licensedesk.chassis");
                }
            });

    private static final JavaClasses CHASSIS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.licensedesk.chassis.messaging");

    @Test
    void noTypeHasABusinessWordInItsName() {
        assertThat(CHASSIS).isNotEmpty();
        no_business_word_in_a_type_name.check(CHASSIS);
    }

    @Test
    void theRuleOnTypeNamesBites() {
        var offender = new ClassFileImporter().importClasses(SeatCounter.class);

        assertThatThrownBy(() -> no_business_word_in_a_type_name.check(offender))
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void itDependsOnNoService() {
        it_depends_on_no_service.check(CHASSIS);
    }

    @Test
    void theRuleOnServicesBites() {
        var offender = new ClassFileImporter().importClasses(KnowsAnother.class);

        assertThatThrownBy(() -> it_depends_on_no_service.check(offender)).isInstanceOf(AssertionError.class);
    }

    @Test
    void noTableHasABusinessWordInItsName() throws IOException {
        List<String> tables = tablesIn(migrations());

        assertThat(tables).contains("outbox", "inbox_sequence").noneMatch(RulesOfEntryTest::speaksOfBusiness);
    }

    @Test
    void theRuleOnTablesBites() {
        assertThat(tablesIn("create table license_seat (id int);")).anyMatch(RulesOfEntryTest::speaksOfBusiness);
    }

    @Test
    void itIsKeptSmall() throws IOException {
        Map<String, Long> tooLong = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                try (Stream<String> lines = Files.lines(file)) {
                    long length = lines.count();
                    if (length > LONGEST_CLASS) {
                        tooLong.put(file.toString(), length);
                    }
                }
            }
        }

        assertThat(tooLong).isEmpty();
    }

    private static boolean speaksOfBusiness(String name) {
        return BUSINESS_WORD.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private static List<String> tablesIn(String sql) {
        return TABLE.matcher(sql).results().map(match -> match.group(1)).toList();
    }

    private static String migrations() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
            for (Path file : files.toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** A canary. */
    static class SeatCounter {}

    /** A canary. */
    static class KnowsAnother {
        org.licensedesk.canary.OfAService service;
    }
}
