package org.licensedesk.approval.people.groups.membership;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/**
 * Who belongs to a group in effect: worked out anew for whole groups, in one statement however large they are, and told to the
 * others as the difference to what they were told before.
 */
@ApplicationScoped
public class Membership {

    private static final int PEOPLE_IN_A_FACT = 500;

    // a nested group and a line of managers end somewhere: neither groups nor people go round in a circle, and `union`
    // would see to it
    private static final String SETTLE = """
            with recursive concerned (id) as (%s),
            inside (group_id, part_id) as (
                select id, id from concerned
                union
                select i.group_id, p.part_id from inside i join group_part p on p.group_id = i.part_id
            ),
            below (manager_id, person_id, direct) as (
                select g.rule_manager_id, p.id, true
                from inside i join people_group g on g.id = i.part_id join person p on p.manager_id = g.rule_manager_id
                union
                select b.manager_id, p.id, false from below b join person p on p.manager_id = b.person_id
            ),
            wanted as materialized (
                select i.group_id, p.id as person_id
                from inside i join group_chosen_person c on c.group_id = i.part_id join person p on p.id = c.person_id
                where p.active
                union
                select i.group_id, p.id
                from inside i join people_group g on g.id = i.part_id cross join person p
                where p.active and g.rule_manager_id is null and coalesce(g.department_like, g.title_like) is not null
                    and (g.department_like is null or lower(p.department) like g.department_like)
                    and (g.title_like is null or lower(p.title) like g.title_like)
                union
                select i.group_id, p.id
                from inside i join people_group g on g.id = i.part_id join below b on b.manager_id = g.rule_manager_id
                    join person p on p.id = b.person_id
                where p.active and (b.direct or not g.rule_direct_only)
                    and (g.department_like is null or lower(p.department) like g.department_like)
                    and (g.title_like is null or lower(p.title) like g.title_like)
            ),
            present as materialized (
                select m.group_id, m.person_id from concerned join group_member m on m.group_id = concerned.id
            ),
            gone as (
                delete from group_member m using (select * from present except select * from wanted) leaving
                where m.group_id = leaving.group_id and m.person_id = leaving.person_id
                returning m.group_id, m.person_id
            ),
            come as (
                insert into group_member (group_id, person_id) select * from wanted except select * from present
                returning group_id, person_id
            )
            select g.id as group_id, g.name as group_name, c.joined, p.id, p.email, p.name
            from (select group_id, person_id, true as joined from come
                union all select group_id, person_id, false from gone) c
                join people_group g on g.id = c.group_id join person p on p.id = c.person_id
            order by g.id, p.name, p.email
            """;

    private static final String EVERY_GROUP = "select id from people_group";

    private static final String THIS_AND_WHAT_CONTAINS_IT = """
            select cast(:group as text)
            union
            select p.group_id from concerned join group_part p on p.part_id = concerned.id
            """;

    private final Outbox outbox;

    Membership(Outbox outbox) {
        this.outbox = outbox;
    }

    /** What became of one group's members. */
    public record Change(GroupRef group, List<PersonRef> joined, List<PersonRef> left) {
        public boolean isOf(String id) {
            return group.id().equals(id);
        }
    }

    /** Why a group's members changed, in words without a full stop, and what came before. */
    public record Cause(String sentence, Origin origin) {}

    /** Works out every group; the others still have to be told. */
    List<Change> settleAll(Handle tx) {
        try (var query = tx.createQuery(SETTLE.formatted(EVERY_GROUP))) {
            return changes(query);
        }
    }

    /** Works out one group and whatever contains it; the others still have to be told. */
    public List<Change> settle(Handle tx, String group) {
        try (var query = tx.createQuery(SETTLE.formatted(THIS_AND_WHAT_CONTAINS_IT))) {
            return changes(query.bind("group", group));
        }
    }

    /** Lets everybody leave one group, which nothing contains. */
    public Change empty(Handle tx, GroupRef group) {
        try (var query = tx.createQuery("""
                with gone as (delete from group_member where group_id = :group returning person_id)
                select p.id, p.email, p.name from gone join person p on p.id = gone.person_id order by p.name, p.email
                """)) {
            return new Change(
                    group,
                    List.of(),
                    query.bind("group", group.id()).mapTo(PersonRef.class).list());
        }
    }

    /** Tells the others who joined and left. */
    public void tell(Handle tx, List<Change> changes, Function<Change, Cause> cause) {
        var sizes =
                sizes(tx, changes.stream().map(change -> change.group().id()).toList());
        var events = new ArrayList<Outgoing>();
        for (var change : changes) {
            var why = cause.apply(change);
            facts(change, why.sentence(), sizes.getOrDefault(change.group().id(), 0))
                    .forEach(fact -> events.add(new Outgoing(fact, why.origin())));
            states(change).forEach(state -> events.add(new Outgoing(state, why.origin())));
        }
        outbox.append(tx, events);
    }

    private static List<MembershipEvent> facts(Change change, String cause, int sizeAfter) {
        var facts = new ArrayList<MembershipEvent>();
        var size = sizeAfter - change.joined().size() + change.left().size();
        for (var part : inParts(change.joined())) {
            size += part.size();
            facts.add(new MembershipEvent.GroupMembersChanged(change.group(), cause, part, List.of(), size));
        }
        for (var part : inParts(change.left())) {
            size -= part.size();
            facts.add(new MembershipEvent.GroupMembersChanged(change.group(), cause, List.of(), part, size));
        }
        if (change.joined().size() + change.left().size() <= PEOPLE_IN_A_FACT) {
            return List.of(new MembershipEvent.GroupMembersChanged(
                    change.group(), cause, change.joined(), change.left(), sizeAfter));
        }
        return facts;
    }

    private static List<MembershipEvent> states(Change change) {
        var states = new ArrayList<MembershipEvent>();
        change.joined().forEach(person -> states.add(new MembershipEvent.MemberState(change.group(), person, true)));
        change.left().forEach(person -> states.add(new MembershipEvent.MemberState(change.group(), person, false)));
        return states;
    }

    private static List<List<PersonRef>> inParts(List<PersonRef> people) {
        var parts = new ArrayList<List<PersonRef>>();
        for (var from = 0; from < people.size(); from += PEOPLE_IN_A_FACT) {
            parts.add(people.subList(from, Math.min(people.size(), from + PEOPLE_IN_A_FACT)));
        }
        return parts;
    }

    private static Map<String, Integer> sizes(Handle tx, List<String> groups) {
        var sizes = new LinkedHashMap<String, Integer>();
        try (var query = tx.createQuery(
                "select group_id, count(*) from group_member where group_id = any (:groups) group by group_id")) {
            query.bindArray("groups", String.class, groups)
                    .map((row, context) -> Map.entry(row.getString(1), row.getInt(2)))
                    .forEach(size -> sizes.put(size.getKey(), size.getValue()));
        }
        return sizes;
    }

    private static List<Change> changes(org.jdbi.v3.core.statement.Query query) {
        var changes = new LinkedHashMap<String, Change>();
        query.map((row, context) -> {
                    var group = new GroupRef(row.getString("group_id"), row.getString("group_name"));
                    var person = new PersonRef(
                            row.getObject("id", java.util.UUID.class), row.getString("email"), row.getString("name"));
                    var change = changes.computeIfAbsent(
                            group.id(), id -> new Change(group, new ArrayList<>(), new ArrayList<>()));
                    (row.getBoolean("joined") ? change.joined() : change.left()).add(person);
                    return change;
                })
                .forEach(change -> {});
        return List.copyOf(changes.values());
    }
}
