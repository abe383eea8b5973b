package org.licensedesk.approval.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** Views of the directory for those who decide by it, always as of the running transaction. */
@ApplicationScoped
public class Directories {

    private static final int LOCK_SPACE = 0x4c44; // apart from the advisory locks of others in this database
    private static final int DIRECTORY = 1;

    /**
     * Keeps the directory as it is until the transaction ends. Whoever opens cases by it takes this lock, so that no case is
     * opened by a directory that a change under way is about to replace without finding that case.
     */
    public void holdStill(Handle tx) {
        tx.execute("select pg_advisory_xact_lock_shared(" + LOCK_SPACE + ", " + DIRECTORY + ")");
    }

    /** Waits for everybody who goes by the present directory, and keeps others out until the transaction ends. */
    public void lockForChange(Handle tx) {
        tx.execute("select pg_advisory_xact_lock(" + LOCK_SPACE + ", " + DIRECTORY + ")");
    }

    /** Everybody. */
    public Directory all(Handle handle) {
        return read(handle, """
                select p.id, p.email, p.name, p.title, p.department, p.manager_id, p.active, o.person_id is not null as owner
                from person p left join license_owner o on o.person_id = p.id
                """, List.of());
    }

    /** These persons, everybody up their lines, and the license owners: one query however many ask. */
    public Directory linesOf(Handle handle, Collection<String> emails) {
        return read(handle, """
                with recursive line as (
                    select id, manager_id from person where email = any (:emails)
                    union
                    select p.id, p.manager_id from line l join person p on p.id = l.manager_id
                )
                select p.id, p.email, p.name, p.title, p.department, p.manager_id, p.active, o.person_id is not null as owner
                from (select id from line union select person_id from license_owner) found
                join person p using (id) left join license_owner o on o.person_id = p.id
                """, emails);
    }

    private static Directory read(Handle handle, String sql, Collection<String> emails) {
        var owners = new HashSet<UUID>();
        var entries = new ArrayList<Directory.Entry>();
        try (var query = handle.createQuery(sql)) {
            if (!emails.isEmpty()) {
                query.bindArray("emails", String.class, emails);
            }
            query.map((row, context) -> {
                        var entry = entry(row);
                        if (row.getBoolean("owner")) {
                            owners.add(entry.id());
                        }
                        return entry;
                    })
                    .forEach(entries::add);
        }
        return Directory.of(entries, owners);
    }

    private static Directory.Entry entry(ResultSet row) throws SQLException {
        return new Directory.Entry(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("name"),
                row.getString("title"),
                row.getString("department"),
                row.getObject("manager_id", UUID.class),
                row.getBoolean("active"));
    }
}
