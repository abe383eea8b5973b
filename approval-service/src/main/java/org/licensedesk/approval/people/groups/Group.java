package org.licensedesk.approval.people.groups;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.people.groups.membership.GroupRef;

/**
 * A group as it is defined: by a rule, or out of people and other groups.
 *
 * @param rule null when it is chosen by hand
 * @param people who was chosen, by email; active or not
 * @param parts the groups whose members belong to it as well, by id
 */
public record Group(String id, String name, Rule rule, List<PersonRef> people, List<GroupRef> parts) {
    public Group {
        people = List.copyOf(people);
        parts = List.copyOf(parts);
        if (rule != null && !(people.isEmpty() && parts.isEmpty())) {
            throw new IllegalArgumentException("a group is chosen by hand or by a rule, not both");
        }
    }

    public GroupRef ref() {
        return new GroupRef(id, name);
    }

    /** Emails, then ids of groups, as whoever defines it writes them. */
    public List<String> members() {
        var members = new ArrayList<String>(people.size() + parts.size());
        people.forEach(person -> members.add(person.email()));
        parts.forEach(part -> members.add(part.id()));
        return members;
    }

    /** The names of what is different from before, which may be nothing. */
    public List<String> changedSince(Group before) {
        if (before == null) {
            return List.of("added");
        }
        var changed = new ArrayList<String>();
        if (!name.equals(before.name)) {
            changed.add("name");
        }
        if (!peopleById().keySet().equals(before.peopleById().keySet())
                || !partIds().equals(before.partIds())) {
            changed.add("members");
        }
        if (!Objects.equals(ruleKey(), before.ruleKey())) {
            changed.add("rule");
        }
        return changed;
    }

    public Map<UUID, PersonRef> peopleById() {
        return people.stream().collect(Collectors.toMap(PersonRef::id, Function.identity()));
    }

    public List<String> partIds() {
        return parts.stream().map(GroupRef::id).sorted().toList();
    }

    /** The rule without the manager's present name. */
    private List<Object> ruleKey() {
        return rule == null
                ? null
                : java.util.Arrays.asList(
                        rule.department(),
                        rule.title(),
                        rule.manager() == null ? null : rule.manager().id(),
                        rule.directOnly());
    }
}
