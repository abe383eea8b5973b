package org.licensedesk.request.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.request.Sql;
import org.licensedesk.request.people.PersonRef;

/** Who holds what and for which reasons, as the ledger's events tell. */
@ApplicationScoped
public class HeldSeats {
    private final Database database;

    HeldSeats(Database database) {
        this.database = database;
    }

    /** A reason to hold a seat. */
    public record Reason(
            UUID id,
            UUID seatId,
            String type,
            String source,
            String sku,
            String productName,
            PersonRef holder,
            Instant since,
            LocalDate endsOn) {}

    /** A reason that is no more. */
    public record Ended(UUID reasonId, Instant at) {}

    /** A seat as its holder sees it: one line, whatever the number of reasons. */
    public record Seat(
            UUID seatId,
            String sku,
            String productName,
            Instant since,
            LocalDate endsOn,
            String poolState,
            List<Source> reasons) {

        /** What the subscription behind it means for its holder, in a few words; null while all is well. */
        public String warning() {
            return switch (poolState) {
                case "GRACE" -> "not renewed yet";
                case "SUSPENDED" -> "suspended";
                default -> null;
            };
        }

        /** The same as a sentence. */
        public String warningSentence() {
            return switch (poolState) {
                case "GRACE" -> "The company's term for it has run out. You can go on using it until that is settled.";
                case "SUSPENDED" ->
                    "The vendor has closed the access. You keep your seat and can use it again when that is settled.";
                default -> null;
            };
        }

        /** The request by which its holder can ask for a longer time: the one that lasts as long as the seat; or null. */
        public Source extendable() {
            return endsOn == null
                    ? null
                    : reasons.stream()
                            .filter(reason -> reason.extendable() && endsOn.equals(reason.endsOn()))
                            .findFirst()
                            .orElse(null);
        }

        /** Whether the holder may give it back: what was given by a group or a package goes with that, not by hand. */
        public boolean isReturnable() {
            return reasons.stream().allMatch(Source::isReturnable);
        }

        /** What is asked before it is given back. */
        public String returnQuestion() {
            return "Return your seat of " + productName + "? Somebody who waits may get it at once.";
        }

        /** Where it is given back. */
        public String returnAddress() {
            return "/assignments/seats/" + seatId + "/return";
        }

        /** Why it is held, in words. */
        public String why() {
            return reasons.stream().map(Source::words).distinct().collect(Collectors.joining(", "));
        }

        /** What keeps it from being returned, in words. */
        public String whyNotReturnable() {
            return reasons.stream()
                    .filter(reason -> !reason.isReturnable())
                    .map(Source::words)
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * Where a reason comes from.
     *
     * @param extendable it stems from a request that has given all it can, so that a longer time can be asked for
     */
    public record Source(
            String type, String source, String askedBy, LocalDate endsOn, String packageName, boolean extendable) {
        private static final Set<String> RETURNABLE = Set.of("REQUEST", "CLAIM", "INVITATION");

        boolean isReturnable() {
            return RETURNABLE.contains(type);
        }

        String words() {
            return switch (type) {
                case "REQUEST" -> askedBy == null ? "asked for" : "asked for by " + askedBy;
                case "MANUAL" -> "given by an administrator";
                case "BULK" -> "given to many at once";
                case "GROUP" -> "a group's license";
                case "PACKAGE" -> packageName == null ? "a package" : "the package " + packageName;
                case "CLAIM" -> "claimed";
                case "INVITATION" -> "an invitation";
                default -> type.toLowerCase(Locale.ROOT);
            };
        }
    }

    /** Takes over new reasons. */
    public void given(Handle tx, List<Reason> reasons) {
        tx.createUpdate("""
                        insert into held_seat (reason_id, seat_id, reason_type, source, sku, product_name,
                            holder_id, holder_email, since, ends_on)
                        select * from unnest(:id, :seat, :type, :source, :sku, :product, :holder, :email, :since, :endsOn)
                        on conflict (reason_id) do nothing
                        """)
                .bind("id", Sql.column("uuid", reasons, Reason::id))
                .bind("seat", Sql.column("uuid", reasons, Reason::seatId))
                .bind("type", Sql.column("text", reasons, Reason::type))
                .bind("source", Sql.column("text", reasons, Reason::source))
                .bind("sku", Sql.column("text", reasons, Reason::sku))
                .bind("product", Sql.column("text", reasons, Reason::productName))
                .bind(
                        "holder",
                        Sql.column("uuid", reasons, reason -> reason.holder().id()))
                .bind(
                        "email",
                        Sql.column("text", reasons, reason -> reason.holder().email()))
                .bind("since", Sql.column("timestamptz", reasons, Reason::since))
                .bind("endsOn", Sql.column("date", reasons, Reason::endsOn))
                .execute();
    }

    /** Marks reasons as ended. */
    public void ended(Handle tx, List<Ended> ended) {
        tx.createUpdate("""
                        update held_seat h set ended_at = e.at from unnest(:id, :at) as e (id, at)
                        where h.reason_id = e.id and h.ended_at is null
                        """)
                .bind("id", Sql.column("uuid", ended, Ended::reasonId))
                .bind("at", Sql.column("timestamptz", ended, Ended::at))
                .execute();
    }

    /** What this person holds, newest first. */
    public List<Seat> of(String email) {
        // since when: also reasons that ended tell, as long as it is the same seat
        return database.read(db -> db
                .createQuery("""
                        select h.seat_id, h.sku, h.product_name,
                            (select min(f.since) from held_seat f where f.seat_id = h.seat_id) as since,
                            h.ends_on, h.reason_type, h.source, r.requester_name, r.requester_email, r.status is not distinct from 'ASSIGNED' as extendable,
                            case when r.kind = 'PACKAGE' then r.product_name end as package_name,
                            coalesce(p.state, 'ACTIVE') as pool_state
                        from held_seat h left join product p on p.sku = h.sku left join request r on r.id = case h.reason_type
                            when 'REQUEST' then h.reason_id when 'PACKAGE' then h.source::uuid end
                        where h.holder_email = :email and h.ended_at is null
                        order by h.since, h.reason_id
                        """)
                .bind("email", email)
                .map((row, context) -> new Seat(
                        row.getObject("seat_id", UUID.class),
                        row.getString("sku"),
                        row.getString("product_name"),
                        Sql.instant(row, "since"),
                        row.getObject("ends_on", LocalDate.class),
                        row.getString("pool_state"),
                        List.of(new Source(
                                row.getString("reason_type"),
                                row.getString("source"),
                                email.equals(row.getString("requester_email"))
                                        ? "you"
                                        : row.getString("requester_name"),
                                row.getObject("ends_on", LocalDate.class),
                                row.getString("package_name"),
                                row.getBoolean("extendable")))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(Seat::seatId))
                .values()
                .stream()
                .map(HeldSeats::together)
                .sorted((one, other) -> other.since().compareTo(one.since()))
                .toList());
    }

    /** Which of these products the person holds. */
    public Set<String> heldBy(String email, Collection<String> skus) {
        return database.read(db -> db.createQuery(
                        "select sku from held_seat where holder_email = :email and sku = any(:skus) and ended_at is null")
                .bind("email", email)
                .bind("skus", Sql.array("text", List.copyOf(skus)))
                .mapTo(String.class)
                .collect(Collectors.toSet()));
    }

    private static Seat together(List<Seat> reasons) {
        var first = reasons.get(0);
        // a reason without an end keeps the seat for good; otherwise the last end counts
        var endless = reasons.stream().anyMatch(reason -> reason.endsOn() == null);
        var endsOn = endless
                ? null
                : reasons.stream().map(Seat::endsOn).max(LocalDate::compareTo).orElseThrow();
        return new Seat(
                first.seatId(),
                first.sku(),
                first.productName(),
                first.since(),
                endsOn,
                first.poolState(),
                reasons.stream().flatMap(reason -> reason.reasons().stream()).toList());
    }
}
