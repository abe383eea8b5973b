package org.licensedesk.chassis.testing;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.util.Date;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The rules of the house that a compiler does not keep. Each takes the service's package ({@code org.licensedesk.request}) and
 * fails when what it guards is not there at all: a rule over nothing is no rule.
 */
public final class ArchitectureRules {
    private static final Set<Class<?>> TIMES = Set.of(
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            LocalTime.class,
            OffsetDateTime.class,
            ZonedDateTime.class,
            Year.class,
            YearMonth.class);

    private ArchitectureRules() {}

    /** No service sends to Kafka itself: what is not in the outbox is lost with the next crash. */
    public static ArchRule everything_leaves_through_the_outbox(String service) {
        return noClasses()
                .that(resideInAPackage(service + ".."))
                .should()
                .dependOnClassesThat(describe(
                        "send messages",
                        type -> type.getPackageName().startsWith("org.apache.kafka.clients.producer")
                                || Set.of(
                                                "org.eclipse.microprofile.reactive.messaging.Emitter",
                                                "org.eclipse.microprofile.reactive.messaging.Outgoing",
                                                "org.eclipse.microprofile.reactive.messaging.Channel",
                                                "io.smallrye.reactive.messaging.MutinyEmitter",
                                                "io.smallrye.reactive.messaging.kafka.KafkaClientService",
                                                "io.smallrye.reactive.messaging.kafka.KafkaProducer")
                                        .contains(type.getName())))
                .allowEmptyShould(false);
    }

    /** Dependencies between capabilities run one way. */
    public static ArchRule capabilities_are_free_of_cycles(String service) {
        return slices().matching(service + ".(*)..").should().beFreeOfCycles().allowEmptyShould(false);
    }

    /** So do those between the rooms of one capability, of which the room around them is one. */
    public static ArchRule rooms_are_free_of_cycles(String service) {
        return slices().matching(service + ".(**)").should().beFreeOfCycles().allowEmptyShould(false);
    }

    /** Intake translates the others' events for the capabilities; none of them learns of it. */
    public static ArchRule no_capability_knows_the_intake(String service) {
        return classes()
                .that(resideInAPackage(service + ".intake.."))
                .should(onlyBeReachedFrom(service, service + ".intake.."))
                .allowEmptyShould(false);
    }

    /** Services meet in events alone; they share the chassis and nothing else. */
    public static ArchRule no_service_knows_another(String service) {
        return noClasses()
                .that(resideInAPackage(service + ".."))
                .should()
                .dependOnClassesThat(describe(
                        "belong to another service",
                        type -> type.getPackageName().startsWith("org.licensedesk.")
                                && !inside(type, service)
                                && !inside(type, "org.licensedesk.chassis.messaging")
                                && !inside(type, "org.licensedesk.chassis.web")))
                .allowEmptyShould(false);
    }

    /** There is one clock, a bean; a time taken elsewhere cannot be moved by a test and differs from the database's. */
    public static ArchRule the_clock_is_the_only_source_of_time(String service) {
        return classes()
                .that(resideInAPackage(service + ".."))
                .should(new ArchCondition<JavaClass>("ask no clock but the bean") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        type.getAccessesFromSelf().stream()
                                .filter(ArchitectureRules::asksAnotherClock)
                                .forEach(access ->
                                        events.add(SimpleConditionEvent.violated(type, access.getDescription())));
                    }
                })
                .allowEmptyShould(false);
    }

    /** Pages and APIs are entered over HTTP; nobody in the house calls them. */
    public static ArchRule pages_are_package_private(String service) {
        return classes()
                .that(resideInAPackage(service + ".."))
                .and()
                .areAnnotatedWith(Path.class)
                .should()
                .bePackagePrivate()
                .allowEmptyShould(false);
    }

    /**
     * One room alone writes this column of this table, and it does: the texts of every class are read for statements that set it.
     * Inserting a row is nobody's privilege.
     */
    public static ArchRule only_one_room_writes(String service, String room, String table, String column) {
        return classes()
                .that(resideInAPackage(service + ".."))
                .should(new ArchCondition<JavaClass>("leave " + table + "." + column + " to " + room) {
                    private boolean written;

                    @Override
                    public void init(java.util.Collection<JavaClass> all) {
                        written = false;
                    }

                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (String statement : ClassTexts.of(type)) {
                            if (!sets(table, column, statement)) {
                                continue;
                            }
                            if (resideInAPackage(service + "." + room + "..").test(type)) {
                                written = true;
                            } else {
                                events.add(SimpleConditionEvent.violated(
                                        type, type.getName() + " has " + statement.strip()));
                            }
                        }
                    }

                    @Override
                    public void finish(ConditionEvents events) {
                        if (!written) {
                            events.add(SimpleConditionEvent.violated(
                                    room, "nothing in " + service + "." + room + " sets " + table + "." + column));
                        }
                    }
                })
                .allowEmptyShould(false);
    }

    /** Fails unless every package that the rules speak of has classes. */
    static void assertInhabited(JavaClasses all, String service, String... rooms) {
        for (String room : rooms) {
            if (all.stream().noneMatch(resideInAPackage(service + "." + room + "..")::test)) {
                throw new AssertionError("no class in " + service + "." + room + ": the rules would hold of nothing");
            }
        }
    }

    private static ArchCondition<JavaClass> onlyBeReachedFrom(String service, String room) {
        return new ArchCondition<>("be reached from " + room + " only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesToSelf().stream()
                        .filter(dependency -> resideInAPackage(service + "..").test(dependency.getOriginClass()))
                        .filter(dependency -> !resideInAPackage(room).test(dependency.getOriginClass()))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription())));
            }
        };
    }

    private static boolean inside(JavaClass type, String room) {
        return type.getPackageName().equals(room) || type.getPackageName().startsWith(room + ".");
    }

    private static boolean asksAnotherClock(JavaAccess<?> access) {
        JavaClass owner = access.getTargetOwner();
        String name = access.getTarget().getName();
        boolean withClock = access.getTarget()
                        instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget call
                && call.getRawParameterTypes().stream().anyMatch(parameter -> parameter.isEquivalentTo(Clock.class));
        boolean withoutArguments =
                access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget made
                        && made.getRawParameterTypes().isEmpty();
        return name.equals("now") && !withClock && TIMES.stream().anyMatch(owner::isEquivalentTo)
                || owner.isEquivalentTo(Clock.class) && name.startsWith("system")
                || owner.isEquivalentTo(System.class) && name.equals("currentTimeMillis")
                || owner.isEquivalentTo(Date.class) && name.equals("<init>") && withoutArguments;
    }

    static boolean sets(String table, String column, String statement) {
        return Pattern.compile("\\b(update|into)\\s+(only\\s+)?(\\w+[.])?" + table + "\\b", Pattern.CASE_INSENSITIVE)
                        .matcher(statement)
                        .find()
                && Pattern.compile(
                                "\\bset\\b(.*?)(\\bwhere\\b|\\bfrom\\b|\\breturning\\b|;|\\z)",
                                Pattern.CASE_INSENSITIVE | Pattern.DOTALL)
                        .matcher(statement)
                        .results()
                        .anyMatch(set -> Pattern.compile("\\b" + column + "\\s*=", Pattern.CASE_INSENSITIVE)
                                .matcher(set.group(1))
                                .find());
    }
}
