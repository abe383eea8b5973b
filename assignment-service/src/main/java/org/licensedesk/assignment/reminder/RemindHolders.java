package org.licensedesk.assignment.reminder;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.mail.MailOutbox;
import org.licensedesk.assignment.mail.MailOutbox.Letter;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.WebSettings;

/**
 * Looks for seats that end soon. Only the reason that ends last counts: a seat that stays for another is nothing to remind of.
 * Whoever got it later than a reminder was due needs none, and of two that are due the nearer one is enough.
 */
@ApplicationScoped
class RemindHolders {

    private static final String REMINDS = "hashtextextended('assignment-service: holders are reminded', 0)";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    // what stems from a request, whose id is the source of the reason
    private static final Set<ReasonType> EXTENDABLE = EnumSet.of(ReasonType.REQUEST, ReasonType.PACKAGE);

    private static final String DUE = """
            select r.id, r.type, r.source, r.sku, pool.product_name, r.holder_id, coalesce(p.email, r.holder_email) as email,
                   coalesce(p.name, r.holder_name) as name, r.seat_id, r.ends_on
            from reason r join seat s on s.id = r.seat_id join pool on pool.sku = r.sku left join person p on p.id = r.holder_id
            where r.state = 'HELD' and r.ends_on between :today and :horizon
              and greatest(s.since, r.granted_at) < (r.ends_on - :days)::timestamp at time zone :zone
              and not exists (select from reason o where o.seat_id = r.seat_id and o.state = 'HELD' and o.id <> r.id
                                and (o.ends_on is null or (o.ends_on, o.id) > (r.ends_on, r.id)))
              and not exists (select from seat_reminder m where m.reason_id = r.id and m.days_before <= :days)
            """;

    private final Database database;
    private final Ledger ledger;
    private final Outbox outbox;
    private final MailOutbox mails;
    private final ReminderSettings settings;
    private final SeatSettings seats;
    private final WebSettings web;
    private final Clock clock;

    RemindHolders(
            Database database,
            Ledger ledger,
            Outbox outbox,
            MailOutbox mails,
            ReminderSettings settings,
            SeatSettings seats,
            WebSettings web,
            Clock clock) {
        this.database = database;
        this.ledger = ledger;
        this.outbox = outbox;
        this.mails = mails;
        this.settings = settings;
        this.seats = seats;
        this.web = web;
        this.clock = clock;
    }

    private record Due(
            UUID reasonId,
            ReasonType type,
            String source,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            LocalDate endsOn) {}

    @Scheduled(
            every = "${assignment.reminder.look-every:20s}",
            delayed = "8s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void remindWhoIsDue() {
        // the nearest first: whoever is told that it ends tomorrow need not hear that it ends in 14 days
        settings.daysBefore().stream().sorted(Comparator.naturalOrder()).forEach(days -> {
            while (database.inTransaction(tx -> remindSome(tx, days)) >= settings.remindedAtOnce()) {
                // the next ones, in a transaction of their own
            }
        });
    }

    private int remindSome(Handle tx, int days) {
        if (!tx.createQuery("select pg_try_advisory_xact_lock(" + REMINDS + ")")
                .mapTo(Boolean.class)
                .one()) {
            return 0;
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), seats.zone());
        List<Due> found = due(tx, days, today, null);
        if (found.isEmpty()) {
            return 0;
        }
        // once more under the locks of the pools: a seat that ends at this moment is nothing to remind of
        ledger.lock(tx, found.stream().map(Due::sku).collect(Collectors.toSet()));
        List<Due> due = due(tx, days, today, found.stream().map(Due::reasonId).toList());
        Columns.of(due)
                .uuid("ids", Due::reasonId)
                .bindTo(tx.createUpdate("""
                        insert into seat_reminder (reason_id, days_before, reminded_at)
                        select id, :days, :now from unnest(:ids) as v(id) on conflict do nothing
                        """))
                .bind("days", days)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .execute();
        outbox.append(
                tx,
                due.stream()
                        .map(seat -> new Outgoing(endsSoon(seat, today), Origin.system()))
                        .toList());
        mails.append(tx, due.stream().map(seat -> letter(seat, today)).toList());
        return found.size();
    }

    private List<Due> due(Handle tx, int days, LocalDate today, List<UUID> among) {
        var query = tx.createQuery(DUE + (among == null ? "" : " and r.id = any(:among)")
                        + " order by r.ends_on, r.id limit :atMost")
                .bind("today", today)
                .bind("horizon", today.plusDays(days))
                .bind("days", days)
                .bind("zone", seats.zone().getId())
                .bind("atMost", settings.remindedAtOnce());
        if (among != null) {
            Columns.of(among).uuid("among", Function.identity()).bindTo(query);
        }
        return query.map((row, context) -> due(row)).list();
    }

    private static SeatEndsSoon endsSoon(Due seat, LocalDate today) {
        return new SeatEndsSoon(
                seat.reasonId(),
                seat.type(),
                seat.source(),
                seat.sku(),
                seat.productName(),
                seat.holder(),
                seat.seatId(),
                seat.endsOn(),
                (int) ChronoUnit.DAYS.between(today, seat.endsOn()));
    }

    private Letter letter(Due seat, LocalDate today) {
        String product = seat.productName();
        String when = seat.endsOn().equals(today)
                ? "today"
                : seat.endsOn().equals(today.plusDays(1)) ? "tomorrow" : "on " + DAY.format(seat.endsOn());
        String address = web.publicUrl().orElse("");
        String longer = EXTENDABLE.contains(seat.type())
                ? "Do you need it longer? Ask for an extension"
                        + (seat.type() == ReasonType.PACKAGE ? " of the package it came with" : "")
                        + "; it goes the way the first request went:\n"
                        + address + "/requests/new?extends=" + seat.source()
                : "Do you need it longer? See what you hold, and why, and ask again in time:\n" + address
                        + "/requests/";
        return Letter.to(
                seat.holder().email(),
                "Your license of " + product + " ends " + when,
                """
                Hello %s,

                the last day of your license of %s is %s.

                %s
                """.formatted(seat.holder().name(), product, DAY.format(seat.endsOn()), longer),
                seat.endsOn().plusDays(1).atStartOfDay(seats.zone()).toInstant());
    }

    private static Due due(ResultSet row) throws SQLException {
        return new Due(
                row.getObject("id", UUID.class),
                ReasonType.valueOf(row.getString("type")),
                row.getString("source"),
                row.getString("sku"),
                row.getString("product_name"),
                new Holder(row.getObject("holder_id", UUID.class), row.getString("email"), row.getString("name")),
                row.getObject("seat_id", UUID.class),
                row.getObject("ends_on", LocalDate.class));
    }
}
