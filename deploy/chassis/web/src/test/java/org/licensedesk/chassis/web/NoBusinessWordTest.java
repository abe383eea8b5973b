package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** All three services stand on this: no type of it may speak of what only one of them is about. */
class NoBusinessWordTest {

    private static final Pattern BUSINESS = Pattern.compile(
            "(?i)(License|Approv|Assign|Seat|Pool|Product|Catalogue|Waiting|Requester|Justification|Sku|Case[A-Z]|Case$)");

    @Test
    void noTypeSpeaksOfTheBusiness() throws IOException {
        assertThat(typesBelow(Path.of("target/classes/org/licensedesk/chassis/web")))
                .isNotEmpty()
                .noneMatch(NoBusinessWordTest::speaksOfTheBusiness);
    }

    @Test
    void theRuleBites() {
        assertThat(List.of("SeatLedger", "ApprovalCase", "LicenseDeskPage"))
                .allMatch(NoBusinessWordTest::speaksOfTheBusiness);
    }

    private static boolean speaksOfTheBusiness(String type) {
        return BUSINESS.matcher(type).find();
    }

    private static List<String> typesBelow(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class"))
                    .map(name -> name.replace(".class", ""))
                    .toList();
        }
    }
}
