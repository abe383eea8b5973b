package org.licensedesk.approval.people.imports;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The imports there were, each with the rows it could not take. */
@ApplicationScoped
public class PeopleImports {

    /** One import in a list. */
    public record Summary(
            UUID id,
            Instant at,
            String by,
            ImportMode mode,
            String encoding,
            int added,
            int changed,
            int unchanged,
            int deactivated,
            int rerouted,
            int rejected,
            Instant acknowledgedAt,
            String acknowledgedBy) {

        /** Whether somebody should still look at its rejected rows. */
        public boolean wantsAttention() {
            return rejected > 0 && acknowledgedAt == null;
        }

        public boolean replaced() {
            return mode == ImportMode.REPLACE;
        }
    }

    void remember(Handle tx, ImportReport report) {
        try (var insert = tx.createUpdate("""
                insert into people_import (id, imported_at, imported_by, mode, encoding,
                    added, changed, unchanged, deactivated, rerouted, rejected)
                values (:id, :at, :by, :mode, :encoding, :added, :changed, :unchanged, :deactivated, :rerouted, :rejected)
                """)) {
            insert.bind("id", report.id())
                    .bind("at", report.at())
                    .bind("by", report.by())
                    .bind("mode", report.mode().name())
                    .bind("encoding", report.encoding())
                    .bind("added", report.added())
                    .bind("changed", report.changed())
                    .bind("unchanged", report.unchanged())
                    .bind("deactivated", report.deactivated())
                    .bind("rerouted", report.rerouted())
                    .bind("rejected", report.rejected().size())
                    .execute();
        }
        if (report.rejected().isEmpty()) {
            return;
        }
        try (var insert = tx.createUpdate("""
                insert into people_import_rejection (import_id, line, email, cause)
                select :id, line, email, cause from unnest(:lines, :emails, :causes) as row (line, email, cause)
                """)) {
            insert.bind("id", report.id())
                    .bindArray(
                            "lines",
                            Integer.class,
                            report.rejected().stream().map(RejectedRow::line).toList())
                    .bindArray(
                            "emails",
                            String.class,
                            report.rejected().stream().map(RejectedRow::email).toList())
                    .bindArray(
                            "causes",
                            String.class,
                            report.rejected().stream().map(RejectedRow::cause).toList())
                    .execute();
        }
    }

    /** The newest first. */
    List<Summary> latest(Handle handle, int limit) {
        return handle.createQuery("select * from people_import order by imported_at desc, id desc limit :limit")
                .bind("limit", limit)
                .map((row, context) -> summary(row))
                .list();
    }

    /** Those with rejected rows at which nobody has said they looked. */
    public List<Summary> wantingAttention(Handle handle) {
        return handle.createQuery("""
                        select * from people_import where rejected > 0 and acknowledged_at is null
                        order by imported_at desc limit 20
                        """).map((row, context) -> summary(row)).list();
    }

    Optional<Summary> find(Handle handle, UUID id) {
        return handle.createQuery("select * from people_import where id = :id")
                .bind("id", id)
                .map((row, context) -> summary(row))
                .findFirst();
    }

    List<RejectedRow> rejectedRows(Handle handle, UUID importId, int limit) {
        return handle.createQuery(
                        "select line, email, cause from people_import_rejection where import_id = :id order by line limit :limit")
                .bind("id", importId)
                .bind("limit", limit)
                .map((row, context) ->
                        new RejectedRow(row.getInt("line"), row.getString("email"), row.getString("cause")))
                .list();
    }

    /** Notes that somebody has looked; the first to say so is kept. */
    void acknowledge(Handle tx, UUID importId, String by, Instant at) {
        tx.createUpdate("""
                        update people_import set acknowledged_at = :at, acknowledged_by = :by
                        where id = :id and acknowledged_at is null
                        """).bind("id", importId).bind("by", by).bind("at", at).execute();
    }

    private static Summary summary(java.sql.ResultSet row) throws java.sql.SQLException {
        var acknowledged = row.getTimestamp("acknowledged_at");
        return new Summary(
                row.getObject("id", UUID.class),
                row.getTimestamp("imported_at").toInstant(),
                row.getString("imported_by"),
                ImportMode.valueOf(row.getString("mode")),
                row.getString("encoding"),
                row.getInt("added"),
                row.getInt("changed"),
                row.getInt("unchanged"),
                row.getInt("deactivated"),
                row.getInt("rerouted"),
                row.getInt("rejected"),
                acknowledged == null ? null : acknowledged.toInstant(),
                row.getString("acknowledged_by"));
    }
}
