package org.licensedesk.approval.people.groups.membership;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;

/** Who belongs to which group in effect, as {@link Membership} wrote it down. */
@ApplicationScoped
public class Members {

    /** One person who belongs to a group. */
    public record Member(UUID id, String email, String name, String title, String department, boolean chosen) {}

    /** Lets one change of groups happen at a time: who belongs to one depends on all that is in it. */
    public void lock(Handle tx) {
        tx.execute("lock table people_group in share row exclusive mode");
    }

    boolean areNoGroups(Handle handle) {
        try (var query = handle.createQuery("select exists (select from people_group)")) {
            return !query.mapTo(Boolean.class).one();
        }
    }

    /** Who belongs to a group, by name; beside each whether they were chosen for this very group. */
    public PageOf<Member> members(Handle handle, String id, int limit, Optional<Cursor> after) {
        try (var query = handle.createQuery("""
                select p.id, p.email, p.name, p.title, p.department, exists (
                    select from group_chosen_person c where c.group_id = e.group_id and c.person_id = e.person_id) as chosen
                from group_member e join person p on p.id = e.person_id
                where e.group_id = :group and (p.name, p.email) > (:name, :email) order by p.name, p.email limit :limit
                """)) {
            var rows = query.bind("group", id)
                    .bind("name", after.map(place -> place.text(0)).orElse(""))
                    .bind("email", after.map(place -> place.text(1)).orElse(""))
                    .bind("limit", limit + 1)
                    .mapTo(Member.class)
                    .list();
            return PageOf.of(rows, limit, last -> Cursor.at(last.name(), last.email()));
        }
    }

    /** How many were chosen who have left since. */
    public int chosenButInactive(Handle handle, String id) {
        try (var query = handle.createQuery("""
                select count(*) from group_chosen_person c join person p on p.id = c.person_id
                where c.group_id = :id and not p.active
                """)) {
            return query.bind("id", id).mapTo(Integer.class).one();
        }
    }

    /** How many belong to a group. */
    public int size(Handle handle, String id) {
        try (var query = handle.createQuery("select count(*) from group_member where group_id = :id")) {
            return query.bind("id", id).mapTo(Integer.class).one();
        }
    }

    /** Which groups a person belongs to, by name. */
    public List<GroupRef> of(Handle handle, String email) {
        try (var query = handle.createQuery("""
                select g.id, g.name from person p join group_member e on e.person_id = p.id join people_group g on g.id = e.group_id
                where p.email = :email order by g.name, g.id
                """)) {
            return query.bind("email", email).mapTo(GroupRef.class).list();
        }
    }
}
