package org.licensedesk.assignment.person;

import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.assignment.cost.Cost;
import org.licensedesk.assignment.manual.Makers;
import org.licensedesk.assignment.person.PersonView.Awaited;
import org.licensedesk.assignment.person.PersonView.Blocked;
import org.licensedesk.assignment.person.PersonView.Head;
import org.licensedesk.assignment.person.PersonView.Held;
import org.licensedesk.assignment.person.PersonView.Manager;
import org.licensedesk.assignment.person.PersonView.Past;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.ReasonRow;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatRow;
import org.licensedesk.assignment.seat.Seats;
import org.licensedesk.assignment.seat.WaitingRow;
import org.licensedesk.chassis.messaging.Database;

/** Puts together what the page of a person shows. */
@ApplicationScoped
class Persons {

    private static final int MOST_SHOWN = 200;
    private static final int PAST_SHOWN = 30;
    private static final Duration LATELY = Duration.ofDays(90);

    private final Database database;
    private final Directory directory;
    private final Seats seats;
    private final Makers makers;
    private final Clock clock;

    Persons(Database database, Directory directory, Seats seats, Makers makers, Clock clock) {
        this.database = database;
        this.directory = directory;
        this.seats = seats;
        this.makers = makers;
        this.clock = clock;
    }

    private record Price(String sku, BigDecimal amount, String currency) {}

    /** A reason without a seat and without a place in line. */
    private record Other(
            String sku,
            String productName,
            ReasonType type,
            String source,
            LocalDate endsOn,
            String state,
            Instant endedAt,
            String cause) {}

    /** The person of this address, in lower case; somebody the directory does not know counts if they hold something. */
    Optional<PersonView> of(String email) {
        return head(email).map(head -> {
            List<SeatRow> held = seats.list(null, email, null, MOST_SHOWN);
            List<WaitingRow> waiting = seats.waitingOf(email);
            List<Other> others = others(head.id());
            Map<String, String> givenBy = makers.of(Stream.of(
                            held.stream()
                                    .flatMap(seat -> seat.reasons().stream())
                                    .filter(reason -> reason.type() == ReasonType.MANUAL)
                                    .map(reason -> reason.source()),
                            waiting.stream()
                                    .flatMap(place -> place.reasons().stream())
                                    .filter(reason -> reason.type() == ReasonType.MANUAL)
                                    .map(reason -> reason.source()),
                            others.stream()
                                    .filter(other -> other.type() == ReasonType.MANUAL)
                                    .map(Other::source))
                    .flatMap(Function.identity())
                    .collect(Collectors.toSet()));
            Map<String, Price> prices = prices(held.stream().map(SeatRow::sku).collect(Collectors.toSet()));
            return new PersonView(
                    head,
                    manager(head.id()),
                    held.stream()
                            .map(seat -> held(seat, prices.get(seat.sku()), givenBy))
                            .toList(),
                    waiting.stream()
                            .map(place -> new Awaited(
                                    place.sku(),
                                    place.productName(),
                                    place.since(),
                                    place.position(),
                                    place.isRemovable(),
                                    whys(place.reasons(), givenBy)))
                            .toList(),
                    others.stream()
                            .filter(other -> other.state().equals("BLOCKED"))
                            .map(other -> new Blocked(
                                    other.sku(),
                                    other.productName(),
                                    why(other.type(), other.source(), other.endsOn(), givenBy),
                                    other.cause()))
                            .toList(),
                    others.stream()
                            .filter(other -> !other.state().equals("BLOCKED"))
                            .map(other -> new Past(
                                    other.sku(),
                                    other.productName(),
                                    other.state().equals("REFUSED"),
                                    other.endedAt(),
                                    why(other.type(), other.source(), null, givenBy),
                                    other.cause()))
                            .toList(),
                    costs(held, prices));
        });
    }

    private Optional<Head> head(String email) {
        KnownPerson known = database.read(handle -> directory.byEmail(handle, List.of(email)))
                .get(email);
        if (known != null) {
            return Optional.of(new Head(
                    known.holder().id(),
                    known.holder().email(),
                    known.holder().name(),
                    known.title(),
                    known.department(),
                    known.active(),
                    true));
        }
        return database.read(handle -> handle.createQuery("""
                        select holder_id, holder_name from seat where holder_email = :email order by since desc limit 1
                        """)
                .bind("email", email)
                .map((row, context) -> new Head(
                        row.getObject("holder_id", UUID.class),
                        email,
                        row.getString("holder_name"),
                        null,
                        null,
                        true,
                        false))
                .findOne());
    }

    private Manager manager(UUID person) {
        return database.read(handle -> handle.createQuery("""
                        select m.email, m.name from person p join person m on m.id = p.manager_id where p.id = :id
                        """)
                .bind("id", person)
                .mapTo(Manager.class)
                .findOne()
                .orElse(null));
    }

    private List<Other> others(UUID holder) {
        return database.read(handle -> handle.createQuery("""
                        select * from (
                            select * from reason where holder_id = :holder and state = 'BLOCKED'
                            union all
                            (select * from reason where holder_id = :holder and state in ('ENDED', 'REFUSED')
                               and ended_at > :since order by ended_at desc, id limit :atMost)) r
                        left join (select sku, product_name from pool) pool using (sku)
                        order by r.ended_at desc, r.id
                        """)
                .bind("holder", holder)
                .bind("since", clock.instant().minus(LATELY).atOffset(ZoneOffset.UTC))
                .bind("atMost", PAST_SHOWN)
                .map((row, context) -> other(row))
                .list());
    }

    private static Other other(ResultSet row) throws SQLException {
        String sku = row.getString("sku");
        String name = row.getString("product_name");
        OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Other(
                sku,
                name == null ? sku : name,
                ReasonType.valueOf(row.getString("type")),
                row.getString("source"),
                row.getObject("ends_on", LocalDate.class),
                row.getString("state"),
                ended == null ? null : ended.toInstant(),
                row.getString("cause_sentence"));
    }

    private Map<String, Price> prices(Collection<String> skus) {
        return database
                .read(handle -> Columns.of(skus)
                        .text("skus", Function.identity())
                        .bindTo(handle.createQuery("""
                                        select sku, monthly_price as amount, currency from product
                                        where sku = any(:skus) and monthly_price is not null
                                        """))
                        .mapTo(Price.class)
                        .list())
                .stream()
                .collect(Collectors.toMap(Price::sku, Function.identity()));
    }

    private static List<Cost> costs(List<SeatRow> held, Map<String, Price> prices) {
        List<Price> known = held.stream()
                .map(seat -> prices.get(seat.sku()))
                .filter(Objects::nonNull)
                .toList();
        return Cost.byCurrency(known, Price::amount, Price::currency);
    }

    private static Held held(SeatRow seat, Price price, Map<String, String> givenBy) {
        return new Held(
                seat.id(),
                seat.sku(),
                seat.productName(),
                seat.since(),
                price == null ? null : price.amount(),
                price == null ? null : price.currency(),
                whys(seat.reasons(), givenBy),
                seat.isRemovable(),
                seat.lacking(),
                seat.clashing(),
                seat.needing());
    }

    private static List<Why> whys(List<ReasonRow> reasons, Map<String, String> givenBy) {
        return reasons.stream()
                .map(reason -> why(reason.type(), reason.source(), reason.endsOn(), givenBy))
                .toList();
    }

    private static Why why(ReasonType type, String source, LocalDate endsOn, Map<String, String> givenBy) {
        String giver = type == ReasonType.MANUAL ? givenBy.get(source) : null;
        return new Why(
                giver == null ? type.words() : "given by " + giver, type.pageOf(source), type.isToldToAll(), endsOn);
    }
}
