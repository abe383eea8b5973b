package org.licensedesk.approval.people.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.imports.PeopleFile.Column;
import org.licensedesk.approval.people.imports.PeopleFile.Row;

/**
 * What a file would do to the directory: worked out as a whole, before anything is written. No outcome of it has a manager
 * who does not exist, or people who manage each other in a circle.
 */
record ImportPlan(
        List<Change> added,
        List<Change> changed,
        List<Directory.Entry> deactivated,
        int unchanged,
        List<RejectedRow> rejected) {

    /** One person as they will be, and the names of what is different about them. */
    record Change(Directory.Entry person, List<String> fields) {}

    /** Everybody whose row is written. */
    List<Change> written() {
        var all = new ArrayList<>(added);
        all.addAll(changed);
        return all;
    }

    /** Whether the directory stays as it is. */
    boolean changesNothing() {
        return added.isEmpty() && changed.isEmpty() && deactivated.isEmpty();
    }

    static ImportPlan of(Directory directory, PeopleFile file, ImportMode mode, Supplier<UUID> newId) {
        var rejected = new ArrayList<>(file.rejected());
        var accepted = new LinkedHashMap<String, Row>();
        file.rows().forEach(row -> accepted.put(row.email(), row));
        if (file.columns().contains(Column.MANAGER)) {
            rejectUntilSound(directory, accepted, rejected);
        }
        rejected.sort(Comparator.comparingInt(RejectedRow::line));

        Map<String, UUID> ids = new HashMap<>();
        accepted.keySet()
                .forEach(email -> ids.put(
                        email, directory.person(email).map(Directory.Entry::id).orElseGet(newId)));
        var added = new ArrayList<Change>();
        var changed = new ArrayList<Change>();
        var unchanged = 0;
        for (var row : accepted.values()) {
            var before = directory.person(row.email()).orElse(null);
            var after = after(row, before, file.columns(), ids, directory);
            if (before == null) {
                added.add(new Change(after, List.of("added")));
                continue;
            }
            var fields = differences(before, after);
            if (fields.isEmpty()) {
                unchanged++;
            } else {
                changed.add(new Change(after, fields));
            }
        }
        var deactivated =
                mode == ImportMode.REPLACE ? missing(directory, file.mentioned()) : List.<Directory.Entry>of();
        return new ImportPlan(added, changed, deactivated, unchanged, rejected);
    }

    private static List<Directory.Entry> missing(Directory directory, Set<String> mentioned) {
        return directory.entries().stream()
                .filter(Directory.Entry::active)
                .filter(person -> !mentioned.contains(person.email()))
                .sorted(Comparator.comparing(Directory.Entry::email))
                .toList();
    }

    private static Directory.Entry after(
            Row row, Directory.Entry before, Set<Column> columns, Map<String, UUID> ids, Directory directory) {
        var managerId = row.managerEmail() == null
                ? null
                : ids.computeIfAbsent(
                        row.managerEmail(),
                        email -> directory
                                .person(email)
                                .orElseThrow(() -> new IllegalStateException("Accepted a row whose manager is unknown"))
                                .id());
        return new Directory.Entry(
                ids.get(row.email()),
                row.email(),
                row.name(),
                columns.contains(Column.TITLE) || before == null ? row.title() : before.title(),
                columns.contains(Column.DEPARTMENT) || before == null ? row.department() : before.department(),
                columns.contains(Column.MANAGER) || before == null ? managerId : before.managerId(),
                true);
    }

    private static List<String> differences(Directory.Entry before, Directory.Entry after) {
        var fields = new ArrayList<String>();
        if (!before.active()) {
            fields.add("active");
        }
        if (!before.name().equals(after.name())) {
            fields.add("name");
        }
        if (!Objects.equals(before.title(), after.title())) {
            fields.add("title");
        }
        if (!Objects.equals(before.department(), after.department())) {
            fields.add("department");
        }
        if (!Objects.equals(before.managerId(), after.managerId())) {
            fields.add("manager");
        }
        return fields;
    }

    /** Rejecting one row may take away another's manager or bring an old one back, so look again until nothing is wrong. */
    private static void rejectUntilSound(Directory directory, Map<String, Row> accepted, List<RejectedRow> rejected) {
        do {
            rejectUnknownManagers(directory, accepted, rejected);
        } while (rejectCircles(directory, accepted, rejected));
    }

    private static void rejectUnknownManagers(
            Directory directory, Map<String, Row> accepted, List<RejectedRow> rejected) {
        Map<String, Integer> rejectedLines = new HashMap<>();
        rejected.forEach(row -> rejectedLines.putIfAbsent(row.email(), row.line()));
        Map<String, List<Row>> reports = new HashMap<>();
        var toLookAt = new ArrayDeque<Row>();
        for (var row : accepted.values()) {
            if (row.managerEmail() != null) {
                reports.computeIfAbsent(row.managerEmail(), manager -> new ArrayList<>())
                        .add(row);
                toLookAt.add(row);
            }
        }
        while (!toLookAt.isEmpty()) {
            var row = toLookAt.remove();
            var manager = row.managerEmail();
            if (!accepted.containsKey(row.email())
                    || accepted.containsKey(manager)
                    || directory.person(manager).isPresent()) {
                continue;
            }
            var line = rejectedLines.get(manager);
            rejected.add(new RejectedRow(
                    row.line(),
                    row.email(),
                    line == null
                            ? "The manager " + manager + " is neither in this file nor in the directory."
                            : "The manager " + manager + " could not be taken either (line " + line + ")."));
            accepted.remove(row.email());
            rejectedLines.put(row.email(), row.line());
            toLookAt.addAll(reports.getOrDefault(row.email(), List.of()));
        }
    }

    private static boolean rejectCircles(Directory directory, Map<String, Row> accepted, List<RejectedRow> rejected) {
        var sound = new HashSet<String>();
        var found = false;
        for (var start : List.copyOf(accepted.keySet())) {
            var line = new LinkedHashMap<String, Integer>();
            var person = start;
            while (person != null && !sound.contains(person) && !line.containsKey(person)) {
                line.put(person, line.size());
                person = managerOf(person, directory, accepted);
            }
            if (person != null && line.containsKey(person)) {
                var circle = new ArrayList<>(line.keySet()).subList(line.get(person), line.size());
                found |= reject(circle, directory, accepted, rejected);
            }
            sound.addAll(line.keySet());
        }
        return found;
    }

    private static boolean reject(
            List<String> circle, Directory directory, Map<String, Row> accepted, List<RejectedRow> rejected) {
        var cause = circle.size() == 1
                ? nameOf(circle.get(0), directory, accepted) + " cannot be their own manager."
                : "These people would manage each other in a circle: " + names(circle, directory, accepted) + ".";
        var found = false;
        for (var email : List.copyOf(circle)) {
            var row = accepted.get(email);
            if (row != null) {
                rejected.add(new RejectedRow(row.line(), email, cause));
                found = true;
            }
        }
        circle.forEach(accepted::remove);
        return found;
    }

    private static String names(List<String> circle, Directory directory, Map<String, Row> accepted) {
        var text = new StringBuilder();
        var shown = circle.size() > 12 ? circle.subList(0, 12) : circle;
        shown.forEach(email -> text.append(nameOf(email, directory, accepted)).append(" → "));
        if (shown.size() < circle.size()) {
            text.append(circle.size() - shown.size()).append(" more → ");
        }
        return text.append(nameOf(circle.get(0), directory, accepted)).toString();
    }

    private static String nameOf(String email, Directory directory, Map<String, Row> accepted) {
        var row = accepted.get(email);
        return row != null
                ? row.name()
                : directory.person(email).map(Directory.Entry::name).orElse(email);
    }

    private static String managerOf(String email, Directory directory, Map<String, Row> accepted) {
        var row = accepted.get(email);
        if (row != null) {
            return row.managerEmail();
        }
        return directory
                .person(email)
                .flatMap(directory::managerOf)
                .map(Directory.Entry::email)
                .orElse(null);
    }
}
