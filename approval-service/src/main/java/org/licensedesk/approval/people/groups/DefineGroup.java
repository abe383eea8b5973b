package org.licensedesk.approval.people.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/**
 * Defines a group, or defines it anew, and lets people join and leave accordingly. Whoever asks sees what would become of the
 * members and decides by that: a preview is the real thing, undone.
 */
@ApplicationScoped
class DefineGroup {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_CONDITION = 200;

    private static final int MOST_MEMBERS = 50_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String GROUP_PREFIX = "group:";

    private final Database database;
    private final Directories directories;
    private final Groups groups;
    private final Membership membership;
    private final Outbox outbox;
    private final Clock clock;

    DefineGroup(
            Database database,
            Directories directories,
            Groups groups,
            Membership membership,
            Outbox outbox,
            Clock clock) {
        this.database = database;
        this.directories = directories;
        this.groups = groups;
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
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(
                    "id",
                    "A group's id has up to 100 letters, digits, points, hyphens and underscores, a letter or digit first.");
        }
        directories.holdStill(tx);
        groups.lock(tx);
        var before = groups.find(tx, id).orElse(null);
        var after = group(tx, id, wanted);
        refuseCircles(tx, after);

        var changed = after.changedSince(before);
        if (changed.isEmpty()) {
            return new Outcome(before, false, groups.size(tx, id), List.of(), true);
        }
        groups.write(tx, before, after, by, clock.instant().truncatedTo(ChronoUnit.MICROS));
        var changes = membership.settle(tx, id);
        tell(tx, before, after, changed, changes, by);
        return new Outcome(after, before == null, groups.size(tx, id), changes, true);
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

    private Group group(Handle tx, String id, Definition wanted) {
        var errors = new LinkedHashMap<String, String>();
        var name = trimmed(wanted.name());
        if (name == null || name.length() > LONGEST_NAME) {
            errors.put("name", "Give the group a name of up to " + LONGEST_NAME + " characters.");
        }
        var hasMembers = wanted.members() != null && !(wanted.members().isEmpty() && wanted.rule() != null);
        if (hasMembers == (wanted.rule() != null)) {
            errors.put(
                    hasMembers ? "rule" : "members",
                    hasMembers
                            ? "A group is chosen by members or by a rule, not both. Make two groups, and a third of the two."
                            : "Name the members, possibly none, or give a rule.");
        }
        var people = new LinkedHashMap<String, PersonRef>();
        var parts = new LinkedHashMap<String, GroupRef>();
        if (hasMembers) {
            readMembers(tx, id, name, wanted.members(), people, parts, errors);
        }
        var rule = wanted.rule() == null ? null : rule(tx, wanted.rule(), errors);
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return new Group(id, name, rule, List.copyOf(people.values()), List.copyOf(parts.values()));
    }

    private void readMembers(
            Handle tx,
            String id,
            String name,
            List<String> members,
            Map<String, PersonRef> people,
            Map<String, GroupRef> parts,
            Map<String, String> errors) {
        if (members.size() > MOST_MEMBERS) {
            throw Refusal.tooLarge("Name up to " + MOST_MEMBERS + " members, or give a rule.");
        }
        var written = members.stream().map(DefineGroup::key).toList();
        var known = groups.persons(
                tx, written.stream().filter(DefineGroup::isEmail).collect(java.util.stream.Collectors.toSet()));
        var groupsKnown = groups.named(
                tx,
                written.stream()
                        .filter(member -> !isEmail(member))
                        .collect(java.util.stream.Collectors.toCollection(LinkedHashSet::new)));
        for (var i = 0; i < written.size(); i++) {
            var member = written.get(i);
            if (isEmail(member) && known.containsKey(member)) {
                people.put(member, known.get(member).ref());
            } else if (!isEmail(member) && member.equals(id)) {
                parts.put(id, new GroupRef(id, name)); // found to be a circle in a moment
            } else if (!isEmail(member) && groupsKnown.containsKey(member)) {
                parts.put(member, groupsKnown.get(member));
            } else {
                errors.put("members[" + i + "]", unknown(members.get(i), member));
            }
        }
    }

    private static String unknown(String written, String member) {
        if (member.isEmpty()) {
            return "A member is an email or the id of a group, and not empty.";
        }
        return isEmail(member)
                ? "There is nobody with the email \"" + written.strip() + "\" in the directory."
                : "There is no group with the id \"" + member + "\", and an email has an @.";
    }

    private Rule rule(Handle tx, Definition.WantedRule wanted, Map<String, String> errors) {
        var department = trimmed(wanted.department());
        var title = trimmed(wanted.title());
        var email = trimmed(wanted.manager());
        if (department == null && title == null && email == null) {
            errors.put("rule", "A rule has at least one condition: department, title or manager.");
        }
        if (tooLong(department)) {
            errors.put("rule.department", "A condition has up to " + LONGEST_CONDITION + " characters.");
        }
        if (tooLong(title)) {
            errors.put("rule.title", "A condition has up to " + LONGEST_CONDITION + " characters.");
        }
        if (email == null && wanted.directReportsOnly()) {
            errors.put("rule.manager", "Say whose direct reports are meant.");
        }
        PersonRef manager = null;
        if (email != null) {
            var known = groups.persons(tx, List.of(email.toLowerCase(Locale.ROOT)));
            if (known.isEmpty()) {
                errors.put("rule.manager", "There is nobody with the email \"" + email + "\" in the directory.");
            } else {
                manager = known.values().iterator().next().ref();
            }
        }
        return errors.isEmpty() ? new Rule(department, title, manager, wanted.directReportsOnly()) : null;
    }

    /** Walks down from each part; meeting the group itself again means that it would contain itself. */
    private void refuseCircles(Handle tx, Group group) {
        if (group.parts().isEmpty()) {
            return;
        }
        var parts = new HashMap<>(groups.partsOfAll(tx));
        parts.put(group.id(), group.parts().stream().map(GroupRef::id).toList());
        var reachedFrom = new HashMap<String, String>();
        var toVisit = new ArrayDeque<String>(List.of(group.id()));
        while (!toVisit.isEmpty()) {
            var place = toVisit.remove();
            for (var part : parts.getOrDefault(place, List.of())) {
                if (part.equals(group.id())) {
                    throw circle(tx, group, place, reachedFrom);
                }
                if (reachedFrom.putIfAbsent(part, place) == null) {
                    toVisit.add(part);
                }
            }
        }
    }

    private Refusal circle(Handle tx, Group group, String last, Map<String, String> reachedFrom) {
        var ids = new ArrayDeque<String>();
        for (var place = last; !place.equals(group.id()); place = reachedFrom.get(place)) {
            ids.addFirst(place);
        }
        var names = groups.named(tx, ids);
        var circle = new ArrayList<String>();
        circle.add(group.name());
        ids.forEach(id -> circle.add(Objects.requireNonNull(names.get(id), id).name()));
        circle.add(group.name());
        var sentence = ids.isEmpty()
                ? group.name() + " cannot be part of itself."
                : "These groups would contain each other in a circle: " + String.join(" → ", circle) + ".";
        return Refusal.conflict("GROUPS_IN_A_CIRCLE", sentence).with("circle", circle);
    }

    /** A member as it is looked up: an email in lower case, or the id of a group. */
    private static String key(String written) {
        var text = written == null ? "" : written.strip();
        if (isEmail(text)) {
            return text.toLowerCase(Locale.ROOT);
        }
        return text.startsWith(GROUP_PREFIX) ? text.substring(GROUP_PREFIX.length()) : text;
    }

    private static boolean isEmail(String member) {
        return member.indexOf('@') >= 0;
    }

    private static boolean tooLong(String condition) {
        return condition != null && condition.length() > LONGEST_CONDITION;
    }

    private static String trimmed(String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
