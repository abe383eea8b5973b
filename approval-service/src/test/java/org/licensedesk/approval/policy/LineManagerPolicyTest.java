package org.licensedesk.approval.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.PersonRef;

class LineManagerPolicyTest {

    private final Map<String, Directory.Entry> people = new LinkedHashMap<>();
    private final Set<UUID> owners = new HashSet<>();

    @Test
    void theLineManagerDecides() {
        person("grace", null);
        person("kevin", "grace");

        var route = routeFor("kevin", "kevin");

        assertThat(route).isEqualTo(new Route.ToPerson(ref("grace"), ref("kevin"), List.of()));
        assertThat(((Route.ToPerson) route).why()).isEqualTo("Grace is Kevin's manager");
        assertThat(((Route.ToPerson) route).whyYou()).isEqualTo("You decide because you are Kevin's manager.");
    }

    @Test
    void aManagerWhoAsksForAReportIsPassedOver() {
        person("omar", null);
        person("grace", "omar");
        person("kevin", "grace");

        var route = routeFor("grace", "kevin");

        assertThat(approvers(route)).containsExactly(ref("omar"));
        assertThat(((Route.ToPerson) route).why())
                .isEqualTo("Omar is next up Kevin's line, since Grace made the request");
    }

    @Test
    void anIndirectManagerWhoAsksLeavesItToTheLineManager() {
        person("omar", null);
        person("grace", "omar");
        person("kevin", "grace");

        assertThat(approvers(routeFor("omar", "kevin"))).containsExactly(ref("grace"));
    }

    @Test
    void inactiveManagersArePassedOverUpToTheNextActiveOne() {
        person("ada", null);
        inactive("omar", "ada");
        inactive("grace", "omar");
        person("kevin", "grace");

        var route = routeFor("kevin", "kevin");

        assertThat(approvers(route)).containsExactly(ref("ada"));
        assertThat(((Route.ToPerson) route).whyYou())
                .isEqualTo(
                        "You decide because you are next up Kevin's line: Grace is no longer active and Omar is no longer active.");
    }

    @Test
    void withoutAManagerTheOwnersDecide() {
        person("ada", null);
        person("lena", null);
        person("maria", null);
        owners("maria", "lena");

        var route = routeFor("ada", "ada");

        assertThat(approvers(route)).containsExactly(ref("lena"), ref("maria"));
        assertThat(((Route.ToOwners) route).why()).isEqualTo("The license owners decide, since Ada has no manager");
        assertThat(((Route.ToOwners) route).whyYou())
                .isEqualTo("You decide because you are a license owner, and Ada has no manager.");
    }

    @Test
    void whenNobodyUpTheLineCanTheOwnersDecide() {
        inactive("omar", null);
        person("grace", "omar");
        person("kevin", "grace");
        person("lena", null);
        owners("lena");

        var route = routeFor("grace", "kevin");

        assertThat(approvers(route)).containsExactly(ref("lena"));
        assertThat(((Route.ToOwners) route).because())
                .isEqualTo("nobody up Kevin's line can decide: Grace made the request and Omar is no longer active");
    }

    @Test
    void anOwnerNeverDecidesOnWhatTheyAskForOrWouldGet() {
        person("kevin", null);
        person("lena", null);
        person("maria", null);
        owners("kevin", "lena", "maria");

        assertThat(approvers(routeFor("lena", "kevin"))).containsExactly(ref("maria"));
    }

    @Test
    void inactiveOwnersAreNotAsked() {
        person("kevin", null);
        inactive("lena", null);
        owners("lena");

        assertThat(routeFor("kevin", "kevin"))
                .isEqualTo(new Route.Nowhere(
                        "Kevin has no manager, and none of the license owners may decide on this request"));
    }

    @Test
    void withNobodyAtAllItGoesNowhereAndSaysWhy() {
        person("kevin", null);

        assertThat(routeFor("kevin", "kevin"))
                .isEqualTo(new Route.Nowhere("Kevin has no manager, and no license owner is named"));
    }

    @Test
    void aBeneficiaryWhomTheDirectoryDoesNotKnowGoesToTheOwners() {
        person("lena", null);
        owners("lena");
        var stranger = new PersonRef(UUID.randomUUID(), "stranger@example.org", "A Stranger");

        var route = LineManagerPolicy.route(directory(), stranger, stranger);

        assertThat(approvers(route)).containsExactly(ref("lena"));
        assertThat(((Route.ToOwners) route).because()).isEqualTo("A Stranger is not in the directory");
    }

    @Test
    void aRequesterOutsideTheDirectoryIsRecognisedByEmail() {
        person("omar", null);
        person("grace", "omar");
        person("kevin", "grace");
        var graceWithoutId = new PersonRef(null, "grace@example.org", "Grace");

        assertThat(approvers(LineManagerPolicy.route(directory(), graceWithoutId, ref("kevin"))))
                .containsExactly(ref("omar"));
    }

    @Test
    void aCircleInTheDataEndsTheLine() {
        inactive("omar", "grace");
        inactive("grace", "omar");
        person("kevin", "grace");
        person("lena", null);
        owners("lena");

        assertThat(approvers(routeFor("kevin", "kevin"))).containsExactly(ref("lena"));
    }

    @Test
    void aCircleThroughTheBeneficiaryNeverLeadsToThem() {
        person("grace", "kevin");
        person("kevin", "grace");

        assertThat(routeFor("grace", "kevin")).isInstanceOf(Route.Nowhere.class);
    }

    @Test
    void whateverTheDirectoryLooksLikeNobodyIsAskedWhoMustNotBe() {
        var seed = Long.getLong("seed", System.nanoTime());
        var random = new Random(seed);
        for (var round = 0; round < 3000; round++) {
            randomDirectory(random);
            var directory = directory();
            var all = new ArrayList<>(people.values());
            var requester = all.get(random.nextInt(all.size())).ref();
            var beneficiary = all.get(random.nextInt(all.size())).ref();

            var route = LineManagerPolicy.route(directory, requester, beneficiary);

            var description = "seed " + seed + ", round " + round + ": " + people + " owners " + owners + " asked by "
                    + requester + " for " + beneficiary + " goes " + route;
            var approvers = approvers(route);
            assertThat(approvers).as(description).doesNotContain(requester, beneficiary);
            assertThat(approvers)
                    .as(description)
                    .allMatch(approver ->
                            directory.person(approver.id()).orElseThrow().active());
            var expected = nearestUpTheLine(directory, requester, beneficiary);
            if (expected != null) {
                assertThat(approvers).as(description).containsExactly(expected);
            } else {
                assertThat(approvers)
                        .as(description)
                        .containsExactlyInAnyOrderElementsOf(directory.owners().stream()
                                .filter(Directory.Entry::active)
                                .map(Directory.Entry::ref)
                                .filter(owner -> !owner.equals(requester) && !owner.equals(beneficiary))
                                .toList());
            }
        }
    }

    /** The rule once more, as dull as it can be: at most as many steps as there are people. */
    private PersonRef nearestUpTheLine(Directory directory, PersonRef requester, PersonRef beneficiary) {
        var id = directory.person(beneficiary.id()).orElseThrow().managerId();
        for (var step = 0; step < people.size() && id != null; step++) {
            var candidate = directory.person(id).orElseThrow();
            if (candidate.active()
                    && !candidate.ref().equals(requester)
                    && !candidate.ref().equals(beneficiary)) {
                return candidate.ref();
            }
            id = candidate.managerId();
        }
        return null;
    }

    private void randomDirectory(Random random) {
        people.clear();
        owners.clear();
        var size = 1 + random.nextInt(8);
        var ids = new ArrayList<UUID>();
        for (var i = 0; i < size; i++) {
            ids.add(new UUID(random.nextLong(), random.nextLong()));
        }
        for (var i = 0; i < size; i++) {
            var manager = random.nextInt(4) == 0 ? null : ids.get(random.nextInt(size));
            var name = "p" + i;
            people.put(
                    name,
                    new Directory.Entry(
                            ids.get(i), name + "@example.org", name, null, null, manager, random.nextInt(3) > 0));
            if (random.nextInt(4) == 0) {
                owners.add(ids.get(i));
            }
        }
    }

    private Route routeFor(String requester, String beneficiary) {
        return LineManagerPolicy.route(directory(), ref(requester), ref(beneficiary));
    }

    private static List<PersonRef> approvers(Route route) {
        return route.fold(person -> List.of(person.approver()), Route.ToOwners::owners, nowhere -> List.of());
    }

    private Directory directory() {
        return Directory.of(people.values(), owners);
    }

    private void person(String name, String manager) {
        put(name, manager, true);
    }

    private void inactive(String name, String manager) {
        put(name, manager, false);
    }

    private void put(String name, String manager, boolean active) {
        people.put(
                name,
                new Directory.Entry(
                        id(name),
                        name + "@example.org",
                        Character.toUpperCase(name.charAt(0)) + name.substring(1),
                        null,
                        null,
                        manager == null ? null : id(manager),
                        active));
    }

    private void owners(String... names) {
        for (var name : names) {
            owners.add(id(name));
        }
    }

    private PersonRef ref(String name) {
        return people.get(name).ref();
    }

    private static UUID id(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes());
    }
}
