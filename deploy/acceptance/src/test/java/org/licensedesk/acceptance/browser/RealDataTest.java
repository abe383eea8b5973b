package org.licensedesk.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.licensedesk.acceptance.Home;
import org.licensedesk.acceptance.RunningSystem;
import org.licensedesk.acceptance.RunningSystem.Settings;
import org.licensedesk.acceptance.browser.Story.Cast;
import org.licensedesk.acceptance.browser.Story.Somebody;

/** The same story on a real directory and the real list of products; skipped where that data is not at hand. */
class RealDataTest {
    private static final int PRODUCTS = 413;
    private static final int PEOPLE = 290;

    @Test
    void theStoryRunsOnRealPeopleAndProducts() throws IOException {
        var people = Home.realData("people.csv");
        var products = Home.realData("microsoft-products.csv");
        assumeTrue(people.isPresent() && products.isPresent(), "the real data is not beside the project");
        var settings = Settings.withoutDemo(
                "--people",
                people.get().toString(),
                "--products",
                products.get().toString());

        try (var system = RunningSystem.start(settings)) {
            new Story(castOf(people.get()))
                    .play(person -> Window.at(system.address()).signedInAs(person.email()));

            var administrator = system.token("administrator@licensedesk.local", "license-admin");
            assertThat(system.api().everyItem(administrator, "/approvals/api/people"))
                    .hasSize(PEOPLE);
            assertThat(system.api().everyItem(administrator, "/requests/api/products"))
                    .hasSize(PRODUCTS);
        }
    }

    /** The first manager of the file with two people of their own, and those two. */
    private static Cast castOf(Path people) throws IOException {
        var lines = Files.readAllLines(people).stream()
                .skip(1)
                .map(line -> line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1))
                .toList();
        var names = lines.stream().collect(Collectors.toMap(fields -> fields[0], fields -> fields[1]));
        var team = lines.stream()
                .filter(fields -> !fields[4].isBlank())
                .collect(Collectors.groupingBy(fields -> fields[4], LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .filter(entry -> entry.getValue().size() >= 2)
                .findFirst()
                .orElseThrow();
        return new Cast(
                somebody(names, team.getValue().get(0)[0]),
                somebody(names, team.getValue().get(1)[0]),
                somebody(names, team.getKey()),
                new Somebody("administrator@licensedesk.local", "Administrator"),
                new Somebody("auditor@licensedesk.local", "Auditor"),
                "POWERAPPS_PER_USER",
                "Power Apps per user plan",
                false);
    }

    private static Somebody somebody(Map<String, String> names, String email) {
        return new Somebody(email, names.get(email));
    }
}
