package org.licensedesk.approval.people.groups.definition;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;
import org.licensedesk.approval.people.groups.Group;
import org.licensedesk.approval.people.groups.Groups;

/** Writes definitions of groups; {@link Groups} reads them. */
@ApplicationScoped
class GroupRecords {

    /** Writes a definition in the place of what was there before, or nothing. */
    void write(Handle tx, Group before, Group after, String by, Instant at) {
        var rule = after.rule();
        try (var upsert = tx.createUpdate("""
                insert into people_group (id, name, rule_department, rule_title, rule_manager_id, rule_direct_only, defined_by, defined_at)
                values (:id, :name, :department, :title, cast(:manager as uuid), :directOnly, :by, :at)
                on conflict (id) do update set name = excluded.name, rule_department = excluded.rule_department,
                    rule_title = excluded.rule_title, rule_manager_id = excluded.rule_manager_id,
                    rule_direct_only = excluded.rule_direct_only, defined_by = excluded.defined_by, defined_at = excluded.defined_at
                """)) {
            upsert.bind("id", after.id())
                    .bind("name", after.name())
                    .bind("department", rule == null ? null : rule.department())
                    .bind("title", rule == null ? null : rule.title())
                    .bind(
                            "manager",
                            rule == null || rule.manager() == null
                                    ? null
                                    : rule.manager().id().toString())
                    .bind("directOnly", rule != null && rule.directOnly())
                    .bind("by", by)
                    .bind("at", at)
                    .execute();
        }
        exchangePeople(tx, before, after);
        exchangeParts(tx, before, after);
    }

    private static void exchangePeople(Handle tx, Group before, Group after) {
        var wanted = after.peopleById().keySet();
        var present = before == null ? Set.<UUID>of() : before.peopleById().keySet();
        try (var delete = tx.createUpdate(
                        "delete from group_chosen_person where group_id = :group and person_id = any (:people)");
                var insert = tx.createUpdate(
                        "insert into group_chosen_person (group_id, person_id) select :group, unnest(:people)")) {
            run(delete, after.id(), "people", UUID.class, without(present, wanted));
            run(insert, after.id(), "people", UUID.class, without(wanted, present));
        }
    }

    private static void exchangeParts(Handle tx, Group before, Group after) {
        var wanted = after.partIds();
        var present = before == null ? List.<String>of() : before.partIds();
        try (var delete = tx.createUpdate("delete from group_part where group_id = :group and part_id = any (:parts)");
                var insert =
                        tx.createUpdate("insert into group_part (group_id, part_id) select :group, unnest(:parts)")) {
            run(delete, after.id(), "parts", String.class, without(present, wanted));
            run(insert, after.id(), "parts", String.class, without(wanted, present));
        }
    }

    private static <T> void run(Update update, String group, String name, Class<T> type, Collection<T> values) {
        if (!values.isEmpty()) {
            update.bind("group", group).bindArray(name, type, values).execute();
        }
    }

    private static <T> Collection<T> without(Collection<T> all, Collection<T> some) {
        var rest = new HashSet<>(all);
        rest.removeAll(new HashSet<>(some));
        return rest;
    }
}
