package org.licensedesk.approval.people;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.PlainSql;

/** The directory for those who decide by it, never older than the running transaction allows. */
@ApplicationScoped
public class Directories {

    private static final int LOCK_SPACE = 0x4c44; // apart from the advisory locks of others in this database
    private static final int DIRECTORY = 1;

    private volatile Remembered remembered = new Remembered(-1, null);

    /** A directory and its number in the database. */
    private record Remembered(long version, Directory directory) {}

    /**
     * Keeps the directory as it is until the transaction ends. Whoever opens cases by it takes this lock, so that no case is
     * opened by a directory that a change under way is about to replace without finding that case.
     */
    public void holdStill(Handle tx) {
        lock(tx, "pg_advisory_xact_lock_shared");
    }

    /** Waits for everybody who goes by the present directory, and keeps others out until the transaction ends. */
    public void lockForChange(Handle tx) {
        lock(tx, "pg_advisory_xact_lock");
        tx.execute("update directory set version = version + 1");
    }

    /**
     * Everybody as of the last committed change, without titles and departments. Remembered between calls; one look at its
     * number tells whether it still holds. Not for whoever is changing it: they read {@link #all}.
     */
    public Directory current(Handle handle) {
        var version = version(handle);
        var known = remembered;
        if (known.version() != version) {
            known = new Remembered(version, read(handle, "null as title, null as department"));
            remembered = known;
        }
        return known.directory();
    }

    /** Everybody as this transaction sees them. */
    public Directory all(Handle handle) {
        return read(handle, "p.title, p.department");
    }

    private static void lock(Handle tx, String function) {
        PlainSql.prepared(
                tx, "select " + function + "(" + LOCK_SPACE + ", " + DIRECTORY + ")", PreparedStatement::execute);
    }

    private static long version(Handle handle) {
        return PlainSql.prepared(handle, "select version from directory", statement -> {
            try (var row = statement.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("The table directory has lost its one row");
                }
                return row.getLong(1);
            }
        });
    }

    private static Directory read(Handle handle, String details) {
        var owners = new HashSet<UUID>();
        var entries = new ArrayList<Directory.Entry>();
        try (var query = handle.createQuery("select p.id, p.email, p.name, " + details
                + ", p.manager_id, p.active, o.person_id is not null as owner"
                + " from person p left join license_owner o on o.person_id = p.id")) {
            query.map((row, context) -> {
                        var entry = new Directory.Entry(
                                row.getObject("id", UUID.class),
                                row.getString("email"),
                                row.getString("name"),
                                row.getString("title"),
                                row.getString("department"),
                                row.getObject("manager_id", UUID.class),
                                row.getBoolean("active"));
                        if (row.getBoolean("owner")) {
                            owners.add(entry.id());
                        }
                        return entry;
                    })
                    .forEach(entries::add);
        }
        return Directory.of(entries, owners);
    }
}
