package org.licensedesk.approval.people.groups.definition;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.people.groups.Group;
import org.licensedesk.approval.people.groups.Groups;
import org.licensedesk.approval.people.groups.Rule;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.chassis.web.Refusal;

/** Makes a group of what somebody wrote: looks up whom and what they named, and says of each field what is wrong with it. */
@ApplicationScoped
class ReadDefinition {

    static final int LONGEST_NAME = 100;
    static final int LONGEST_CONDITION = 200;

    private static final int MOST_MEMBERS = 50_000;
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");
    private static final String GROUP_PREFIX = "group:";

    private final Groups groups;

    ReadDefinition(Groups groups) {
        this.groups = groups;
    }

    static void checkId(String id) {
        if (!ID.matcher(id).matches()) {
            throw Refusal.invalid(
                    "id",
                    "A group's id has up to 100 letters, digits, points, hyphens and underscores, a letter or digit first.");
        }
    }

    Group read(Handle tx, String id, Definition wanted) {
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
        var written = members.stream().map(ReadDefinition::key).toList();
        var known = groups.persons(
                tx, written.stream().filter(ReadDefinition::isEmail).collect(Collectors.toSet()));
        var groupsKnown = groups.named(
                tx,
                written.stream()
                        .filter(member -> !isEmail(member))
                        .collect(Collectors.toCollection(LinkedHashSet::new)));
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
