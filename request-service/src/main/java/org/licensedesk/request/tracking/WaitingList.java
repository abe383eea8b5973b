package org.licensedesk.request.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.request.Sql;

/** Who waits for a seat, in order of granting; positions are counted when somebody looks. */
@ApplicationScoped
public class WaitingList {
    private final Database database;

    WaitingList(Database database) {
        this.database = database;
    }

    /** A reason to wait for one product; who waits for several reasons stands where the first of them is. */
    public record Place(UUID reasonId, String sku, UUID holderId, Instant grantedAt) {}

    /** How many stand in the list up to here, and in all. */
    public record Position(int position, int of) {
        /** "3rd in the waiting list of 5". */
        public String phrase() {
            return position + ordinal() + " in the waiting list of " + of;
        }

        private String ordinal() {
            if (position % 100 >= 11 && position % 100 <= 13) {
                return "th";
            }
            return switch (position % 10) {
                case 1 -> "st";
                case 2 -> "nd";
                case 3 -> "rd";
                default -> "th";
            };
        }
    }

    /** Takes over new places. */
    public void joined(Handle tx, List<Place> places) {
        tx.createUpdate("""
                        insert into waiting_place (reason_id, sku, holder_id, granted_at) select * from unnest(:id, :sku, :holder, :at)
                        on conflict (reason_id) do nothing
                        """)
                .bind("id", Sql.column("uuid", places, Place::reasonId))
                .bind("sku", Sql.column("text", places, Place::sku))
                .bind("holder", Sql.column("uuid", places, Place::holderId))
                .bind("at", Sql.column("timestamptz", places, Place::grantedAt))
                .execute();
    }

    /** Takes places away, whether for a seat or for nothing. */
    public void left(Handle tx, List<UUID> reasonIds) {
        if (reasonIds.isEmpty()) {
            return;
        }
        tx.createUpdate("delete from waiting_place where reason_id = any(:ids)")
                .bind("ids", Sql.array("uuid", reasonIds))
                .execute();
    }

    /** Where these reasons stand (a product's request has its own id as reason); those that do not wait are left out. */
    public Map<UUID, Position> positions(Collection<UUID> reasonIds) {
        if (reasonIds.isEmpty()) {
            return Map.of();
        }
        return database.read(db -> db.createQuery("""
                        select w.reason_id, (select count(distinct o.holder_id) from waiting_place o where o.sku = w.sku) as of,
                            (select count(distinct o.holder_id) from waiting_place o
                             where o.sku = w.sku and (o.granted_at, o.reason_id) <= (f.granted_at, f.reason_id)) as position
                        from waiting_place w cross join lateral (
                            select * from waiting_place f where f.sku = w.sku and f.holder_id = w.holder_id
                            order by f.granted_at, f.reason_id limit 1) f
                        where w.reason_id = any(:ids)
                        """)
                .bind("ids", Sql.array("uuid", List.copyOf(reasonIds)))
                .map((row, context) -> Map.entry(
                        row.getObject("reason_id", UUID.class), new Position(row.getInt("position"), row.getInt("of"))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }
}
