package org.licensedesk.assignment.role;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.role.RoleEvent.SeatRolesChanged;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/** Which roles people have by their seats; changes them by hand, and gives those that a product has learned since. */
@ApplicationScoped
class RolesOfSeats {

    static final int AT_ONCE = 1000;

    private static final String SELECT = """
            select s.id, s.sku, pool.product_name, s.holder_id, coalesce(p.email, s.holder_email) as email,
                   coalesce(p.name, s.holder_name) as name, p.title, s.roles, pool.roles as known
            from seat s join pool using (sku) left join person p on p.id = s.holder_id
            """;
    private static final String UNUSABLE = "cardinality(pool.roles) > 0 and not s.roles && pool.roles";

    private final Database database;
    private final Ledger ledger;
    private final Outbox outbox;

    RolesOfSeats(Database database, Ledger ledger, Outbox outbox) {
        this.database = database;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** Where to go on in the list. */
    record Place(String sku, UUID id) {}

    /** Seats that are paid for and cannot be used, of one product if named. */
    List<SeatRoles> unusable(String sku, Place behind, int atMost) {
        return database.read(handle -> {
            var query = handle.createQuery(SELECT + " where " + UNUSABLE
                            + (sku == null ? "" : " and s.sku = :sku")
                            + (behind == null ? "" : " and (s.sku, s.id) > (:behindSku, :behindId)")
                            + " order by s.sku, s.id limit :atMost")
                    .bind("atMost", atMost);
            if (sku != null) {
                query.bind("sku", sku);
            }
            if (behind != null) {
                query.bind("behindSku", behind.sku()).bind("behindId", behind.id());
            }
            return query.map((row, context) -> seat(row)).list();
        });
    }

    /** Gives exactly these roles, each of which the product has to know. @return the seat as it is now */
    SeatRoles change(UUID seatId, List<String> asked, String administrator) {
        Set<String> roles =
                new LinkedHashSet<>(asked.stream().map(String::strip).toList());
        return database.inTransaction(tx -> {
            SeatRoles seat = locked(tx, seatId);
            roles.stream()
                    .filter(role -> !seat.known().contains(role))
                    .findFirst()
                    .ifPresent(unknown -> {
                        throw Refusal.invalid(
                                "roles",
                                seat.known().isEmpty()
                                        ? seat.productName() + " brings no roles."
                                        : seat.productName() + " brings no role “" + unknown + "”, only "
                                                + String.join(", ", seat.known()) + ".");
                    });
            List<String> inOrder = seat.known().stream().filter(roles::contains).toList();
            if (!inOrder.equals(seat.roles())) {
                write(tx, List.of(seat), inOrder, administrator);
            }
            return read(tx, seatId).orElseThrow();
        });
    }

    /** Gives every holder who has none of the product's roles all of them. @return how many got them */
    int giveMissing(String sku, String administrator) {
        int given = 0;
        while (true) {
            int chunk = database.inTransaction(tx -> {
                ledger.lock(tx, List.of(sku));
                List<SeatRoles> seats = tx.createQuery(
                                SELECT + " where s.sku = :sku and " + UNUSABLE + " order by s.id limit :atMost")
                        .bind("sku", sku)
                        .bind("atMost", AT_ONCE)
                        .map((row, context) -> seat(row))
                        .list();
                if (!seats.isEmpty()) {
                    write(tx, seats, seats.get(0).known(), administrator);
                }
                return seats.size();
            });
            given += chunk;
            if (chunk < AT_ONCE) {
                return given;
            }
        }
    }

    private void write(Handle tx, List<SeatRoles> seats, List<String> roles, String administrator) {
        int changed = tx.createUpdate("update seat set roles = :roles where id = any(:ids)")
                .bindArray("roles", String.class, roles)
                .bindArray(
                        "ids", UUID.class, seats.stream().map(SeatRoles::seatId).toList())
                .execute();
        if (changed != seats.size()) {
            throw new IllegalStateException(changed + " seats changed their roles instead of " + seats.size());
        }
        List<Outgoing> facts = new ArrayList<>();
        seats.forEach(seat -> facts.add(new Outgoing(
                new SeatRolesChanged(seat.seatId(), seat.sku(), seat.productName(), seat.holder(), seat.roles(), roles),
                Origin.by(administrator))));
        outbox.append(tx, facts);
    }

    private SeatRoles locked(Handle tx, UUID seatId) {
        SeatRoles seat = read(tx, seatId).orElseThrow(RolesOfSeats::noSuchSeat);
        ledger.lock(tx, List.of(seat.sku()));
        return read(tx, seatId).orElseThrow(RolesOfSeats::noSuchSeat);
    }

    private static Optional<SeatRoles> read(Handle tx, UUID seatId) {
        return tx.createQuery(SELECT + " where s.id = :id")
                .bind("id", seatId)
                .map((row, context) -> seat(row))
                .findOne();
    }

    private static SeatRoles seat(ResultSet row) throws SQLException {
        return new SeatRoles(
                row.getObject("id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                new Holder(row.getObject("holder_id", UUID.class), row.getString("email"), row.getString("name")),
                row.getString("title"),
                Columns.texts(row, "roles"),
                Columns.texts(row, "known"));
    }

    private static Refusal noSuchSeat() {
        return Refusal.notFound("There is no such seat.");
    }
}
