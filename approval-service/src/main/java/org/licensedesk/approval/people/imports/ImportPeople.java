package org.licensedesk.approval.people.imports;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.DirectoryChange;
import org.licensedesk.approval.people.FollowsTheDirectory;
import org.licensedesk.approval.people.PeopleSettings;
import org.licensedesk.approval.people.PersonEvent;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Takes over a file of people: in one transaction with everything that follows from it, in a handful of statements however long it is. */
@ApplicationScoped
class ImportPeople {

    private static final String LEFT = "No longer in the imported directory";

    private final Database database;
    private final Outbox outbox;
    private final Directories directories;
    private final PeopleImports imports;
    private final List<FollowsTheDirectory> followers;
    private final PeopleSettings settings;
    private final Clock clock;

    ImportPeople(
            Database database,
            Outbox outbox,
            Directories directories,
            PeopleImports imports,
            @All List<FollowsTheDirectory> followers,
            PeopleSettings settings,
            Clock clock) {
        this.database = database;
        this.outbox = outbox;
        this.directories = directories;
        this.imports = imports;
        this.followers = followers;
        this.settings = settings;
        this.clock = clock;
    }

    /** Imports a file, or nothing of it when it is strict about rejected rows and has some. */
    ImportReport take(byte[] bytes, ImportMode mode, boolean strict, String by) {
        if (bytes.length > settings.mostBytes()) {
            throw Refusal.tooLarge("One file may have up to " + settings.mostBytes() / 1024 / 1024 + " MB.");
        }
        var file = PeopleFile.of(bytes, settings.mostRows());
        return database.inTransaction(tx -> take(tx, file, mode, strict, by));
    }

    private ImportReport take(Handle tx, PeopleFile file, ImportMode mode, boolean strict, String by) {
        directories.lockForChange(tx);
        var before = directories.all(tx);
        var plan = ImportPlan.of(before, file, mode, Ids::next);
        refuseIfUnwanted(plan, file, mode, strict);

        write(tx, plan);
        var rerouted = plan.changesNothing() ? 0 : tell(tx, plan, before, by);
        var report = new ImportReport(
                Ids.next(),
                clock.instant(),
                by,
                mode,
                file.encoding(),
                plan.added().size(),
                plan.changed().size(),
                plan.unchanged(),
                plan.deactivated().size(),
                rerouted,
                plan.rejected());
        imports.remember(tx, report);
        return report;
    }

    private static void refuseIfUnwanted(ImportPlan plan, PeopleFile file, ImportMode mode, boolean strict) {
        if (strict && !plan.rejected().isEmpty()) {
            var count = plan.rejected().size();
            throw Refusal.invalid(
                            "file",
                            (count == 1 ? "One row cannot be taken" : count + " rows cannot be taken")
                                    + ", and it was to be all or nothing: nothing was changed.")
                    .with("added", 0)
                    .with("changed", 0)
                    .with("deactivated", 0)
                    .with("rejected", plan.rejected());
        }
        if (mode == ImportMode.REPLACE && file.rows().size() == 0) {
            throw Refusal.invalid(
                    "file",
                    "No row of this file can be taken, and replacing the directory with it would deactivate everybody: "
                            + "nothing was changed.");
        }
    }

    private static void write(Handle tx, ImportPlan plan) {
        if (!plan.added().isEmpty()) {
            writeAll(tx, plan.added(), """
                    insert into person (id, email, name, title, department, manager_id, active)
                    select id, email, name, title, department, manager_id, true from (%s) row
                    """);
        }
        if (!plan.changed().isEmpty()) {
            writeAll(tx, plan.changed(), """
                    update person p
                    set name = row.name, title = row.title, department = row.department, manager_id = row.manager_id,
                        active = true, version = p.version + 1
                    from (%s) row where row.id = p.id
                    """);
        }
        if (!plan.deactivated().isEmpty()) {
            try (var update =
                    tx.createUpdate("update person set active = false, version = version + 1 where id = any (:ids)")) {
                update.bindArray(
                                "ids",
                                UUID.class,
                                plan.deactivated().stream()
                                        .map(Directory.Entry::id)
                                        .toList())
                        .execute();
            }
        }
    }

    private static void writeAll(Handle tx, List<ImportPlan.Change> changes, String sql) {
        var persons = changes.stream().map(ImportPlan.Change::person).toList();
        try (var update = tx.createUpdate(sql.formatted("""
                select * from unnest(:ids, :emails, :names, :titles, :departments, :managers)
                    as given (id, email, name, title, department, manager_id)
                """))) {
            update.bindArray(
                            "ids",
                            UUID.class,
                            persons.stream().map(Directory.Entry::id).toList())
                    .bindArray(
                            "emails",
                            String.class,
                            persons.stream().map(Directory.Entry::email).toList())
                    .bindArray(
                            "names",
                            String.class,
                            persons.stream().map(Directory.Entry::name).toList())
                    .bindArray(
                            "titles",
                            String.class,
                            persons.stream().map(Directory.Entry::title).toList())
                    .bindArray(
                            "departments",
                            String.class,
                            persons.stream().map(Directory.Entry::department).toList())
                    .bindArray(
                            "managers",
                            UUID.class,
                            persons.stream().map(Directory.Entry::managerId).toList())
                    .execute();
        }
    }

    /** Publishes what changed and lets the followers act on it. */
    private int tell(Handle tx, ImportPlan plan, Directory before, String by) {
        var after = after(plan, before);
        var origin = Origin.by(by);
        var facts = new ArrayList<Outgoing>();
        var sentences = new ArrayList<Map.Entry<UUID, String>>();
        for (var change : plan.written()) {
            facts.add(new Outgoing(changed(change, after), origin));
            sentences.add(Map.entry(change.person().id(), sentence(change, after)));
        }
        for (var person : plan.deactivated()) {
            facts.add(new Outgoing(new PersonEvent.PersonDeactivated(person.ref(), LEFT), origin));
            sentences.add(Map.entry(person.id(), person.name() + " was deactivated"));
        }
        var events = new ArrayList<>(facts);
        statesToRepeat(plan, before, after)
                .map(person -> new Outgoing(state(person, after), origin))
                .forEach(events::add);
        var receipts = outbox.append(tx, events);

        var change = directoryChange(sentences, receipts);
        return followers.stream()
                .mapToInt(follower -> follower.directoryChanged(tx, change))
                .sum();
    }

    private static DirectoryChange directoryChange(
            List<Map.Entry<UUID, String>> sentences, List<EventReceipt> receipts) {
        Map<UUID, DirectoryChange.Fact> persons = new HashMap<>();
        for (var i = 0; i < sentences.size(); i++) {
            persons.put(
                    sentences.get(i).getKey(),
                    new DirectoryChange.Fact(sentences.get(i).getValue(), receipts.get(i)));
        }
        return new DirectoryChange(persons, new DirectoryChange.Fact("The directory changed", receipts.get(0)));
    }

    private static Directory after(ImportPlan plan, Directory before) {
        Map<UUID, Directory.Entry> entries = new HashMap<>();
        before.entries().forEach(person -> entries.put(person.id(), person));
        plan.written().forEach(change -> entries.put(change.person().id(), change.person()));
        plan.deactivated()
                .forEach(person -> entries.put(
                        person.id(),
                        new Directory.Entry(
                                person.id(),
                                person.email(),
                                person.name(),
                                person.title(),
                                person.department(),
                                person.managerId(),
                                false)));
        return Directory.of(entries.values(), List.of());
    }

    /** Everybody who changed, and whoever's manager goes by another name now. */
    private static Stream<Directory.Entry> statesToRepeat(ImportPlan plan, Directory before, Directory after) {
        var changed = Stream.concat(
                        plan.written().stream().map(change -> change.person().id()),
                        plan.deactivated().stream().map(Directory.Entry::id))
                .collect(Collectors.toCollection(HashSet::new));
        var renamed = plan.changed().stream()
                .filter(change -> change.fields().contains("name"))
                .map(change -> change.person().id())
                .collect(Collectors.toSet());
        return after.entries().stream()
                .filter(person -> changed.contains(person.id()) || renamed.contains(person.managerId()));
    }

    private static PersonEvent changed(ImportPlan.Change change, Directory after) {
        var person = change.person();
        return new PersonEvent.PersonChanged(
                person.ref(), person.title(), person.department(), managerOf(person, after), change.fields());
    }

    private static PersonEvent state(Directory.Entry person, Directory after) {
        return new PersonEvent.PersonState(
                person.id(),
                person.email(),
                person.name(),
                person.title(),
                person.department(),
                managerOf(person, after),
                person.active());
    }

    private static PersonRef managerOf(Directory.Entry person, Directory after) {
        return after.managerOf(person).map(Directory.Entry::ref).orElse(null);
    }

    private static String sentence(ImportPlan.Change change, Directory after) {
        var person = change.person();
        if (change.fields().contains("added")) {
            return person.name() + " was added";
        }
        if (change.fields().contains("active")) {
            return person.name() + " is active again";
        }
        if (change.fields().contains("manager")) {
            return after.managerOf(person)
                    .map(manager -> person.name() + "'s manager is now " + manager.name())
                    .orElse(person.name() + " has no manager any more");
        }
        return change.fields().contains("name")
                ? person.name() + " goes by a new name"
                : person.name() + "'s details changed";
    }
}
