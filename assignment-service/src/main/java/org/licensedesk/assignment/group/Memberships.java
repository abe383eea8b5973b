package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;

/** Which groups there are and who is in them, for other capabilities: effective members, nesting and rules resolved. */
@ApplicationScoped
public class Memberships {

    /** A group by id and name. */
    public record GroupName(String id, String name) {}

    /** What these groups are called; one that does not exist is left out. */
    public Map<String, String> names(Handle handle, Collection<String> groups) {
        return Columns.of(groups)
                .text("ids", Function.identity())
                .bindTo(handle.createQuery("select id, name from directory_group where id = any(:ids) and not deleted"))
                .map((row, context) -> Map.entry(row.getString("id"), row.getString("name")))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The groups that a person is in. */
    public Set<String> of(Handle handle, UUID person) {
        return Set.copyOf(handle.createQuery("""
                        select m.group_id from group_member m join directory_group g on g.id = m.group_id
                        where m.person_id = :person and not g.deleted
                        """)
                .bind("person", person)
                .mapTo(String.class)
                .list());
    }
}
