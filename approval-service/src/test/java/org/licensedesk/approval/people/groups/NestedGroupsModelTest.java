package org.licensedesk.approval.people.groups;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.licensedesk.chassis.messaging.Database;

/**
 * Groups are defined, nested, ruled and deleted at random, and people change departments; a small model predicts every answer, who
 * belongs to each group, and what the others were told. A story is repeated with {@code -Dgroups.seed=}.
 */
@QuarkusTest
class NestedGroupsModelTest extends GroupStory {

    private static final int EDITS = 60;
    private static final List<String> GROUPS = List.of("a", "b", "c", "d", "e", "f", "g");
    private static final List<String> PEOPLE = List.of("pa", "pb", "pc", "pd", "pe", "pf", "pg", "ph", "pi", "pj");
    private static final List<String> DEPARTMENTS = List.of("Sea", "Land", "Air");

    @Inject
    Database database;

    private final Map<String, Model> model = new TreeMap<>();
    private final Map<String, String> departments = new TreeMap<>();

    /** A group as it was defined last: people and parts, or a department. */
    private record Model(Set<String> people, Set<String> parts, String department) {}

    static LongStream seeds() {
        var seed = Long.getLong("groups.seed");
        return seed != null ? LongStream.of(seed) : new Random().longs(2);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void whoBelongsToAGroupIsWhatTheModelSays(long seed) {
        var random = new Random(seed);
        PEOPLE.forEach(person -> moves(person, DEPARTMENTS.get(random.nextInt(DEPARTMENTS.size()))));
        company.imported();

        for (var edit = 1; edit <= EDITS; edit++) {
            var what = "seed " + seed + ", edit " + edit + ": " + edit(random);
            assertThat(effective()).as(what).isEqualTo(predicted());
        }

        for (var group : GROUPS) {
            for (var person : PEOPLE) {
                assertThat(isMember(group, person))
                        .as("seed %d: what was told of %s in %s", seed, person, group)
                        .isEqualTo(model.containsKey(group)
                                && members(group, new TreeSet<>()).contains(person));
            }
        }
    }

    private String edit(Random random) {
        var group = oneOf(GROUPS, random);
        return switch (random.nextInt(10)) {
            case 0 -> deletes(group);
            case 1, 2 -> rules(group, oneOf(DEPARTMENTS, random));
            case 3 -> {
                var person = oneOf(PEOPLE, random);
                moves(person, oneOf(DEPARTMENTS, random));
                company.imported();
                yield person + " moves to " + departments.get(person);
            }
            default -> chooses(group, some(PEOPLE, random, 4), some(GROUPS, random, 3));
        };
    }

    private String chooses(String group, Set<String> people, Set<String> wanted) {
        // what is not there cannot be named
        var parts = new TreeSet<>(wanted);
        parts.removeIf(part -> !part.equals(group) && !model.containsKey(part));
        var members = new ArrayList<String>();
        people.forEach(person -> members.add(company.email(person)));
        parts.forEach(part -> members.add(id(part)));
        var circle = parts.stream().anyMatch(part -> part.equals(group) || reaches(part, group));

        var answer = defining(group, Map.of("name", "Group " + group, "members", members));

        assertThat(answer.statusCode())
                .as("choosing %s and %s for %s", people, parts, group)
                .isEqualTo(circle ? 409 : model.containsKey(group) ? 200 : 201);
        if (!circle) {
            model.put(group, new Model(people, parts, null));
        }
        return group + " is " + people + " and " + parts + (circle ? ", a circle" : "");
    }

    private String rules(String group, String department) {
        var answer = defining(group, ruled("Group " + group, "department", department + " " + tag));

        assertThat(answer.statusCode()).isEqualTo(model.containsKey(group) ? 200 : 201);
        model.put(group, new Model(Set.of(), Set.of(), department));
        return group + " is " + department;
    }

    private String deletes(String group) {
        var needed = model.values().stream().anyMatch(other -> other.parts().contains(group));

        var answer = deleting(group);

        assertThat(answer.statusCode())
                .as("deleting " + group)
                .isEqualTo(!model.containsKey(group) ? 404 : needed ? 409 : 204);
        if (!needed) {
            model.remove(group);
        }
        return group + " is deleted" + (needed ? ", or rather not" : "");
    }

    private void moves(String person, String department) {
        departments.put(person, department);
        company.with(person, null, department + " " + tag);
    }

    private boolean reaches(String from, String to) {
        return model.containsKey(from)
                && model.get(from).parts().stream().anyMatch(part -> part.equals(to) || reaches(part, to));
    }

    private Set<String> members(String group, Set<String> into) {
        var defined = model.get(group);
        into.addAll(defined.people());
        PEOPLE.stream()
                .filter(person -> departments.get(person).equals(defined.department()))
                .forEach(into::add);
        defined.parts().forEach(part -> members(part, into));
        return into;
    }

    private Map<String, Set<String>> predicted() {
        var all = new TreeMap<String, Set<String>>();
        model.keySet().forEach(group -> all.put(group, members(group, new TreeSet<>())));
        all.values().removeIf(Set::isEmpty);
        return all;
    }

    private Map<String, Set<String>> effective() {
        var all = new TreeMap<String, Set<String>>();
        database.read(handle -> handle.createQuery("""
                        select m.group_id, p.email from group_member m join person p on p.id = m.person_id
                        where m.group_id like :ours
                        """)
                        .bind("ours", tag + ".%")
                        .map((row, context) -> List.of(row.getString("group_id"), row.getString("email")))
                        .list())
                .forEach(row -> all.computeIfAbsent(row.get(0).substring(tag.length() + 1), group -> new TreeSet<>())
                        .add(row.get(1).substring(0, row.get(1).indexOf('@'))));
        return all;
    }

    private static <T> T oneOf(List<T> all, Random random) {
        return all.get(random.nextInt(all.size()));
    }

    private static Set<String> some(List<String> all, Random random, int most) {
        var some = new TreeSet<String>();
        IntStream.range(0, random.nextInt(most)).forEach(i -> some.add(oneOf(all, random)));
        return some;
    }
}
