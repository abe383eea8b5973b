package org.licensedesk.approval.people.groups.definition;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.groups.Group;
import org.licensedesk.approval.people.groups.GroupEvent;
import org.licensedesk.approval.people.groups.Groups;
import org.licensedesk.approval.people.groups.membership.Members;
import org.licensedesk.approval.people.groups.membership.Membership;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;

/**
 * Defines a group, or defines it anew, and lets people join and leave accordingly. Whoever asks sees what would become of the
 * members and decides by that: a preview is the real thing, undone.
 */
@ApplicationScoped
class DefineGroup {

    private final Database database;
    private final Directories directories;
    private final Groups groups;
    private final Members members;
    private final GroupRecords records;
    private final ReadDefinition readDefinition;
    private final GroupCircles circles;
    private final Membership membership;
    private final Outbox outbox;
    private final Clock clock;

    DefineGroup(
            Database database,
            Directories directories,
            Groups groups,
            Members members,
            GroupRecords records,
            ReadDefinition readDefinition,
            GroupCircles circles,
            Membership membership,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.directories = directories;
        this.groups = groups;
        this.members = members;
        this.records = records;
        this.readDefinition = readDefinition;
        this.circles = circles;
        this.membership = membership;
        this.outbox = outbox;
        this.clock = clock;
    }

    /**
     * What came of it.
     *
     * @param isNew whether there was no such group before
     * @param size how many belong to it then
     * @param changes whose members changed: this group's, and those of groups that contain it
     * @param isDone whether it was kept, and not only shown
     */
    record Outcome(Group group, boolean isNew, int size, List<Membership.Change> changes, boolean isDone) {

        /** Who joins and leaves this very group. */
        Membership.Change here() {
            return changes.stream()
                    .filter(change -> change.isOf(group.id()))
                    .findFirst()
                    .orElse(new Membership.Change(group.ref(), List.of(), List.of()));
        }

        /** What becomes of the groups that contain it. */
        List<Membership.Change> elsewhere() {
            return changes.stream().filter(change -> !change.isOf(group.id())).toList();
        }

        Outcome onlyShown() {
            return new Outcome(group, isNew, size, changes, false);
        }

        /** The same for two outcomes only when the same people join and leave the same groups. */
        String fingerprint() {
            var all = new ArrayList<String>();
            changes.forEach(change -> {
                change.joined().forEach(person -> all.add("+" + change.group().id() + "/" + person.id()));
                change.left().forEach(person -> all.add("-" + change.group().id() + "/" + person.id()));
            });
            return java.util
                    .UUID
                    .nameUUIDFromBytes(String.join(" ", all).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .toString();
        }
    }

    /** Shows what it would do. */
    Outcome preview(String id, Definition wanted, String by) {
        return define(id, wanted, by, outcome -> false);
    }

    /** Does it, whatever it does. */
    Outcome define(String id, Definition wanted, String by) {
        return define(id, wanted, by, outcome -> true);
    }

    /** Does it if what comes of it is wanted. */
    Outcome define(String id, Definition wanted, String by, Predicate<Outcome> isWanted) {
        var outcome = database.inTransactionIf(isWanted, tx -> define(tx, id, wanted, by));
        return isWanted.test(outcome) ? outcome : outcome.onlyShown();
    }

    private Outcome define(Handle tx, String id, Definition wanted, String by) {
        ReadDefinition.checkId(id);
        directories.holdStill(tx);
        members.lock(tx);
        var before = groups.find(tx, id).orElse(null);
        var after = readDefinition.read(tx, id, wanted);
        circles.refuse(tx, after);

        var changed = after.changedSince(before);
        if (changed.isEmpty()) {
            return new Outcome(before, false, members.size(tx, id), List.of(), true);
        }
        records.write(tx, before, after, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
        var changes = membership.settle(tx, id);
        tell(tx, before, after, changed, changes, by);
        return new Outcome(after, before == null, members.size(tx, id), changes, true);
    }

    private void tell(
            Handle tx, Group before, Group after, List<String> changed, List<Membership.Change> changes, String by) {
        var origin = Origin.by(by);
        var defined = outbox.append(
                tx,
                origin,
                new GroupEvent.GroupDefined(
                        after.ref(),
                        changed,
                        after.people().size(),
                        after.parts(),
                        after.rule() == null ? null : after.rule().sentence()));
        if (before == null || changed.contains("name")) {
            outbox.append(tx, origin.following(defined), new GroupEvent.GroupState(after.id(), after.name(), false));
        }
        membership.tell(
                tx,
                changes,
                change -> new Membership.Cause(
                        change.isOf(after.id())
                                ? cause(before, after)
                                : after.name() + ", which is part of it, changed",
                        origin.following(defined)));
    }

    private static String cause(Group before, Group after) {
        if (before == null) {
            return "The group was defined";
        }
        return after.rule() == null ? "Its members were chosen anew" : "Its rule changed";
    }
}
