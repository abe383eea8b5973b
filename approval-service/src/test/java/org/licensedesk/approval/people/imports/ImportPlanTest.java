package org.licensedesk.approval.people.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.people.Directory;

class ImportPlanTest {

    private static final String HEADER = "email,display_name,title,department,manager_email\n";
    private final List<Directory.Entry> people = new ArrayList<>();

    @Test
    void newPeopleAreAddedWhateverTheirOrder() {
        var plan = plan("kevin@x.example,Kevin,,,grace@x.example\ngrace@x.example,Grace,,,\n");

        assertThat(plan.added()).extracting(change -> change.person().name()).containsExactly("Kevin", "Grace");
        assertThat(plan.added().get(0).person().managerId())
                .isEqualTo(plan.added().get(1).person().id());
        assertThat(plan.added().get(0).fields()).containsExactly("added");
    }

    @Test
    void theSameAgainChangesNothing() {
        var grace = person("grace", null, true);
        person("kevin", grace, true);

        var plan = plan("grace@x.example,Grace,,,\nkevin@x.example,Kevin,,,grace@x.example\n");

        assertThat(plan.changesNothing()).isTrue();
        assertThat(plan.unchanged()).isEqualTo(2);
    }

    @Test
    void whatIsDifferentIsNamed() {
        var grace = person("grace", null, true);
        person("omar", null, true);
        person("kevin", grace, false);

        var plan = plan("kevin@x.example,Kevin Brown,Engineer,Engineering,omar@x.example\n");

        assertThat(plan.changed())
                .singleElement()
                .satisfies(change -> assertThat(change.fields())
                        .containsExactly("active", "name", "title", "department", "manager"));
    }

    @Test
    void aColumnThatIsNotThereIsLeftAsItIs() {
        var grace = person("grace", null, true);
        person("kevin", grace, true);

        var plan = ImportPlan.of(
                directory(),
                PeopleFile.of("email,display_name\nkevin@x.example,Kevin Brown\n".getBytes(), 100),
                ImportMode.MERGE,
                UUID::randomUUID);

        assertThat(plan.changed())
                .singleElement()
                .satisfies(change -> assertThat(change.person().managerId()).isEqualTo(grace));
    }

    @Test
    void missingPeopleAreDeactivatedOnlyByReplacing() {
        person("grace", null, true);
        person("gone", null, false);
        var text = "omar@x.example,Omar,,,\n";

        assertThat(plan(text).deactivated()).isEmpty();
        assertThat(plan(text, ImportMode.REPLACE).deactivated())
                .extracting(Directory.Entry::name)
                .containsExactly("Grace");
    }

    @Test
    void whoeverIsInARejectedRowHasNotLeft() {
        person("grace", null, true);

        var plan = plan("grace@x.example,Grace,,,nobody@x.example\nada@x.example,Ada,,,\n", ImportMode.REPLACE);

        assertThat(plan.rejected()).hasSize(1);
        assertThat(plan.deactivated()).isEmpty();
    }

    @Test
    void anUnknownManagerTakesTheWholeLineBelowAlong() {
        var plan = plan("a@x.example,A,,,nobody@x.example\nb@x.example,B,,,a@x.example\nc@x.example,C,,,b@x.example\n");

        assertThat(plan.added()).isEmpty();
        assertThat(plan.rejected())
                .extracting(RejectedRow::cause)
                .containsExactly(
                        "The manager nobody@x.example is neither in this file nor in the directory.",
                        "The manager a@x.example could not be taken either (line 2).",
                        "The manager b@x.example could not be taken either (line 3).");
    }

    @Test
    void aCircleIsRefusedWithTheNamesInIt() {
        var plan = plan("a@x.example,Ada,,,c@x.example\n" + "b@x.example,Ben,,,a@x.example\n"
                + "c@x.example,Cleo,,,b@x.example\n" + "d@x.example,Dora,,,\n");

        assertThat(plan.added()).extracting(change -> change.person().name()).containsExactly("Dora");
        assertThat(plan.rejected())
                .hasSize(3)
                .allSatisfy(row -> assertThat(row.cause())
                        .isEqualTo("These people would manage each other in a circle: Ada → Cleo → Ben → Ada."));
    }

    @Test
    void aCircleThroughPeopleWhoAreNotInTheFileIsFoundToo() {
        var ada = person("ada", null, true);
        var ben = person("ben", ada, true);
        person("cleo", ben, true);

        var plan = plan("ada@x.example,Ada,,,cleo@x.example\n");

        assertThat(plan.changed()).isEmpty();
        assertThat(plan.rejected())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).contains("Ada → Cleo → Ben → Ada"));
    }

    @Test
    void nobodyIsTheirOwnManager() {
        var plan = plan("ada@x.example,Ada Moreno,,,ADA@x.example\n");

        assertThat(plan.rejected())
                .singleElement()
                .satisfies(row -> assertThat(row.cause()).isEqualTo("Ada Moreno cannot be their own manager."));
    }

    @Test
    void rejectingOneRowMayBringAnOldCircleBack() {
        var ben = person("ben", null, true);
        person("ada", ben, true); // ada's manager is ben; the file turns it round, but ada's own row is no good

        var plan = plan("ben@x.example,Ben,,,ada@x.example\nada@x.example,Ada,,,nobody@x.example\n");

        assertThat(plan.changed()).isEmpty();
        assertThat(plan.rejected()).hasSize(2);
    }

    @Test
    void whateverComesTheDirectoryStaysSoundAndEveryRowIsAccountedFor() {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++) {
            people.clear();
            randomPeople(random);
            var rows = random.nextInt(12);
            var text = new StringBuilder();
            for (var i = 0; i < rows; i++) {
                text.append("p")
                        .append(random.nextInt(10))
                        .append("@x.example,P")
                        .append(i)
                        .append(",,,");
                if (random.nextInt(3) > 0) {
                    text.append("p").append(random.nextInt(12)).append("@x.example");
                }
                text.append("\n");
            }
            var mode = random.nextBoolean() ? ImportMode.MERGE : ImportMode.REPLACE;

            var plan = plan(text.toString(), mode);

            var description = "seed " + seed + ", round " + round + ", " + mode + ": " + people + "\n" + text;
            assertThat(plan.added().size()
                            + plan.changed().size()
                            + plan.unchanged()
                            + plan.rejected().size())
                    .as(description)
                    .isEqualTo(rows);
            Map<UUID, Directory.Entry> after = new HashMap<>();
            people.forEach(person -> after.put(person.id(), person));
            plan.written().forEach(change -> after.put(change.person().id(), change.person()));
            assertThat(after.values()).as(description).allSatisfy(person -> {
                var seen = new HashSet<UUID>();
                var next = person;
                while (next != null) {
                    assertThat(seen.add(next.id()))
                            .as("no circle above " + person + "; " + description)
                            .isTrue();
                    if (next.managerId() != null) {
                        assertThat(after)
                                .as("the manager exists; " + description)
                                .containsKey(next.managerId());
                    }
                    next = next.managerId() == null ? null : after.get(next.managerId());
                }
            });
        }
    }

    private void randomPeople(Random random) {
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < random.nextInt(8); i++) {
            // managers come before their reports, so that there is no circle to begin with
            var manager = ids.isEmpty() || random.nextInt(3) == 0 ? null : ids.get(random.nextInt(ids.size()));
            ids.add(person("p" + i, manager, random.nextInt(4) > 0));
        }
    }

    private ImportPlan plan(String rows) {
        return plan(rows, ImportMode.MERGE);
    }

    private ImportPlan plan(String rows, ImportMode mode) {
        var file = PeopleFile.of((HEADER + rows).getBytes(StandardCharsets.UTF_8), 1000);
        return ImportPlan.of(directory(), file, mode, UUID::randomUUID);
    }

    private Directory directory() {
        return Directory.of(people, List.of());
    }

    private UUID person(String name, UUID manager, boolean active) {
        var id = UUID.randomUUID();
        people.add(new Directory.Entry(
                id,
                name + "@x.example",
                Character.toUpperCase(name.charAt(0)) + name.substring(1),
                null,
                null,
                manager,
                active));
        return id;
    }
}
