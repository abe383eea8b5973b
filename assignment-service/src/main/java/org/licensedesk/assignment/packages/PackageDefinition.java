package org.licensedesk.assignment.packages;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;

/** What an administrator says of a package. */
record PackageDefinition(String name, String description, List<String> skus, Integer validDays) {

    static final int LONGEST_ID = 100;
    static final int MOST_PARTS = 50;

    private static final int LONGEST_NAME = 200;
    private static final int LONGEST_DESCRIPTION = 1_000;
    private static final int MOST_DAYS = 3_650;

    /** Checks what was typed or sent, and says of each field what is wrong with it. */
    static PackageDefinition of(String id, String name, String description, List<String> skus, Integer validDays) {
        Map<String, String> objections = new LinkedHashMap<>();
        String objectionToId = objectionTo(id);
        if (objectionToId != null) {
            objections.put("id", objectionToId);
        }
        String tidyName = name == null ? "" : name.strip();
        if (tidyName.isEmpty()) {
            objections.put("name", "A package needs a name.");
        } else if (tidyName.length() > LONGEST_NAME) {
            objections.put("name", "A name has at most " + LONGEST_NAME + " characters.");
        } else if (isUnprintable(tidyName) || tidyName.chars().anyMatch(Character::isISOControl)) {
            objections.put("name", "A name is one line of text.");
        }
        String tidyDescription = Typed.orNull(description);
        if (tidyDescription != null && tidyDescription.length() > LONGEST_DESCRIPTION) {
            objections.put("description", "A description has at most 1,000 characters.");
        } else if (tidyDescription != null && isUnprintable(tidyDescription)) {
            objections.put("description", "The text contains a character that cannot be stored.");
        }
        List<String> tidySkus = skus == null
                ? List.of()
                : skus.stream()
                        .filter(Objects::nonNull)
                        .map(String::strip)
                        .filter(sku -> !sku.isEmpty())
                        .toList();
        if (tidySkus.isEmpty()) {
            objections.put("skus", "A package consists of at least one product.");
        } else if (tidySkus.size() > MOST_PARTS) {
            objections.put("skus", "A package consists of at most " + MOST_PARTS + " products.");
        } else if (new LinkedHashSet<>(tidySkus).size() < tidySkus.size()) {
            objections.put("skus", "Each product is named once: nobody holds two seats of one.");
        } else if (tidySkus.stream().anyMatch(PackageDefinition::isUnprintable)) {
            objections.put("skus", "A sku has no such characters.");
        }
        if (validDays != null && (validDays < 1 || validDays > MOST_DAYS)) {
            objections.put("validDays", "A package lasts from 1 to 3,650 days, or without end.");
        }
        if (!objections.isEmpty()) {
            throw Refusal.invalid(objections);
        }
        return new PackageDefinition(tidyName, tidyDescription, tidySkus, validDays);
    }

    private static String objectionTo(String id) {
        if (id == null || id.isBlank()) {
            return "A package needs an id.";
        }
        if (id.length() > LONGEST_ID) {
            return "An id has at most " + LONGEST_ID + " characters.";
        }
        if (!id.equals(id.strip())
                || isUnprintable(id)
                || id.chars().anyMatch(c -> Character.isISOControl(c) || c == '/' || c == '\\')) {
            return "An id is one line of text without slashes, and without blanks at its ends.";
        }
        return null;
    }

    // neither has a place in a UTF-8 text column: the character zero, and half of a surrogate pair
    private static boolean isUnprintable(String text) {
        return text.indexOf('\u0000') >= 0
                || text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }
}
