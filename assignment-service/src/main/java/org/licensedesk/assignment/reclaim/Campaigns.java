package org.licensedesk.assignment.reclaim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.reclaim.Campaign.Tally;
import org.licensedesk.assignment.reclaim.Question.State;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.ReasonType;

/** Campaigns and their questions, by plain SQL. */
@ApplicationScoped
class Campaigns {

    private static final TypeReference<List<ReclaimEvent.Named>> PRODUCTS = new TypeReference<>() {};

    private static final String CAMPAIGN = """
            select c.id, c.days, c.answer_by, c.otherwise, c.state, c.started_by, c.started_at, c.ended_at, c.products, t.*
            from reclaim_campaign c cross join lateral (
                select count(*) filter (where q.state = 'OPEN')::int as open_questions,
                       count(*) filter (where q.state = 'KEPT')::int as kept,
                       count(*) filter (where q.state = 'RELEASED')::int as released,
                       count(*) filter (where q.state = 'GONE')::int as gone,
                       count(*) filter (where q.state = 'NOT_ASKED')::int as not_asked
                from reclaim_question q where q.campaign_id = c.id) t
            """;

    private static final String QUESTION = """
            select q.id, q.campaign_id, q.seat_id, q.sku, q.product_name, q.holder_id,
                   coalesce(p.email, q.holder_email) as email, coalesce(p.name, q.holder_name) as name, p.title,
                   q.since, q.last_used_on, q.state, q.by_default, q.settled_at, q.note,
                   c.days, c.answer_by, c.otherwise, c.state = 'OPEN' as campaign_open
            from reclaim_question q join reclaim_campaign c on c.id = q.campaign_id left join person p on p.id = q.holder_id
            """;

    private static final String ENDS = "hashtextextended('assignment-service: reclaim campaigns end', 0)";

    private final ObjectMapper json;

    Campaigns(ObjectMapper json) {
        this.json = json;
    }

    /** What is settled: the state a question reaches, and why. */
    record Settled(UUID questionId, State state, boolean byDefault, String note) {}

    /** A reason of a seat. */
    record SeatReason(UUID seatId, UUID reasonId, ReasonType type) {}

    /** One replica at a time settles what nobody answered. */
    boolean amTheOneWhoSettles(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(" + ENDS + ")")
                .mapTo(Boolean.class)
                .one();
    }

    void add(Handle tx, Campaign campaign) {
        tx.createUpdate("""
                        insert into reclaim_campaign (id, days, answer_by, otherwise, state, started_by, started_at, products)
                        values (:id, :days, :answerBy, :otherwise, 'OPEN', :by, :at, cast(:products as jsonb))
                        """)
                .bind("id", campaign.id())
                .bind("days", campaign.days())
                .bind("answerBy", campaign.answerBy())
                .bind("otherwise", campaign.otherwise().name())
                .bind("by", campaign.startedBy())
                .bind("at", campaign.startedAt().atOffset(ZoneOffset.UTC))
                .bind("products", written(campaign.products()))
                .execute();
    }

    void ask(Handle tx, List<Question> questions) {
        Columns.of(questions)
                .uuid("ids", Question::id)
                .uuid("campaigns", Question::campaignId)
                .uuid("seats", Question::seatId)
                .text("skus", Question::sku)
                .text("products", Question::productName)
                .uuid("holders", question -> question.holder().id())
                .text("emails", question -> question.holder().email())
                .text("names", question -> question.holder().name())
                .time("sinces", Question::since)
                .day("days", Question::lastUsedOn)
                .text("states", question -> question.state().name())
                .text("notes", Question::note)
                .updateExactly(tx, """
                        insert into reclaim_question (id, campaign_id, seat_id, sku, product_name, holder_id, holder_email,
                                                      holder_name, since, last_used_on, state, note)
                        select * from unnest(:ids, :campaigns, :seats, :skus, :products, :holders, :emails, :names, :sinces,
                                             :days, :states, :notes)
                        """);
    }

    /** Which of these seats somebody is being asked about already. */
    Set<UUID> askedAbout(Handle tx, Collection<UUID> seats) {
        return Columns.of(seats)
                .uuid("seats", Function.identity())
                .bindTo(tx.createQuery(
                        "select seat_id from reclaim_question where seat_id = any(:seats) and state = 'OPEN'"))
                .mapTo(UUID.class)
                .collect(Collectors.toSet());
    }

    /** All campaigns, the latest first, behind a place if given. */
    List<Campaign> list(Handle handle, UUID behind, int atMost) {
        var query = handle.createQuery(CAMPAIGN + (behind == null ? "" : " where c.id < :behind")
                        + " order by c.id desc limit :atMost")
                .bind("atMost", atMost);
        if (behind != null) {
            query.bind("behind", behind);
        }
        return query.map((row, context) -> campaign(row)).list();
    }

    Optional<Campaign> of(Handle handle, UUID id) {
        return handle.createQuery(CAMPAIGN + " where c.id = :id")
                .bind("id", id)
                .map((row, context) -> campaign(row))
                .findOne();
    }

    /** The questions of a campaign by the name of the holder, in a state if given, behind a place if given. */
    List<Question> questions(Handle handle, UUID campaign, State state, Place behind, int atMost) {
        var query = handle.createQuery(QUESTION + " where q.campaign_id = :campaign"
                        + (state == null ? "" : " and q.state = :state")
                        + (behind == null ? "" : " and (coalesce(p.name, q.holder_name), q.id) > (:name, :id)")
                        + " order by coalesce(p.name, q.holder_name), q.id limit :atMost")
                .bind("campaign", campaign)
                .bind("atMost", atMost);
        if (state != null) {
            query.bind("state", state.name());
        }
        if (behind != null) {
            query.bind("name", behind.name()).bind("id", behind.id());
        }
        return query.map((row, context) -> question(row)).list();
    }

    /** Where to go on in a list of questions. */
    record Place(String name, UUID id) {}

    /** What this person is asked in campaigns that go on, or has answered with keeping; the most urgent first. */
    List<Question> questionsTo(Handle handle, String email) {
        return handle.createQuery(QUESTION + """
                         where c.state = 'OPEN' and q.state in ('OPEN', 'KEPT') and not q.by_default
                           and q.holder_id in (select id from person where email = :email
                                               union select holder_id from reclaim_question where holder_email = :email)
                           and coalesce(p.email, q.holder_email) = :email
                           and exists (select from seat s where s.id = q.seat_id)
                         order by c.answer_by, q.product_name, q.id
                        """)
                .bind("email", email)
                .map((row, context) -> question(row))
                .list();
    }

    Optional<Question> question(Handle handle, UUID id) {
        return handle.createQuery(QUESTION + " where q.id = :id")
                .bind("id", id)
                .map((row, context) -> question(row))
                .findOne();
    }

    /** The question, and nobody else answers or settles it until the transaction ends. */
    Optional<Question> lock(Handle tx, UUID id) {
        return tx.createQuery(QUESTION + " where q.id = :id for update of q")
                .bind("id", id)
                .map((row, context) -> question(row))
                .findOne();
    }

    /** The same of all of these that are open still. */
    List<Question> lockOpen(Handle tx, Collection<UUID> ids) {
        return Columns.of(ids)
                .uuid("ids", Function.identity())
                .bindTo(tx.createQuery(
                        QUESTION + " where q.id = any(:ids) and q.state = 'OPEN' order by q.id for update of q"))
                .map((row, context) -> question(row))
                .list();
    }

    /** The campaign that should have ended the longest time ago. */
    Optional<UUID> due(Handle tx, LocalDate today) {
        return tx.createQuery("""
                        select id from reclaim_campaign where state = 'OPEN' and answer_by < :today order by answer_by, id limit 1
                        """).bind("today", today).mapTo(UUID.class).findOne();
    }

    /** All reasons that these seats are held for. */
    List<SeatReason> reasons(Handle tx, Collection<UUID> seats) {
        return Columns.of(seats)
                .uuid("seats", Function.identity())
                .bindTo(tx.createQuery("""
                                select seat_id, id as reason_id, type from reason
                                where seat_id = any(:seats) and state = 'HELD' order by granted_at, id
                                """))
                .mapTo(SeatReason.class)
                .list();
    }

    void settle(Handle tx, List<Settled> settled, Instant now) {
        if (settled.isEmpty()) {
            return;
        }
        Columns.of(settled)
                .uuid("ids", Settled::questionId)
                .text("states", one -> one.state().name())
                .flag("defaults", Settled::byDefault)
                .text("notes", Settled::note)
                .bindTo(tx.createUpdate("""
                                update reclaim_question q set state = v.state, by_default = v.by_default, note = v.note,
                                    settled_at = :now
                                from unnest(:ids, :states, :defaults, :notes) as v(id, state, by_default, note)
                                where q.id = v.id and q.state in ('OPEN', 'KEPT')
                                """))
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void end(Handle tx, UUID campaign, Instant now) {
        tx.createUpdate(
                        "update reclaim_campaign set state = 'ENDED', ended_at = :now where id = :id and state = 'OPEN'")
                .bind("id", campaign)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    private Campaign campaign(ResultSet row) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Campaign(
                row.getObject("id", UUID.class),
                row.getInt("days"),
                row.getObject("answer_by", LocalDate.class),
                Answer.valueOf(row.getString("otherwise")),
                Campaign.State.valueOf(row.getString("state")),
                row.getString("started_by"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                ended == null ? null : ended.toInstant(),
                read(row.getString("products")),
                new Tally(
                        row.getInt("open_questions"),
                        row.getInt("kept"),
                        row.getInt("released"),
                        row.getInt("gone"),
                        row.getInt("not_asked")));
    }

    private static Question question(ResultSet row) throws SQLException {
        var settled = row.getObject("settled_at", OffsetDateTime.class);
        return new Question(
                row.getObject("id", UUID.class),
                row.getObject("campaign_id", UUID.class),
                row.getObject("seat_id", UUID.class),
                row.getString("sku"),
                row.getString("product_name"),
                new Holder(row.getObject("holder_id", UUID.class), row.getString("email"), row.getString("name")),
                row.getString("title"),
                row.getObject("since", OffsetDateTime.class).toInstant(),
                row.getObject("last_used_on", LocalDate.class),
                State.valueOf(row.getString("state")),
                row.getBoolean("by_default"),
                settled == null ? null : settled.toInstant(),
                row.getString("note"),
                row.getInt("days"),
                row.getObject("answer_by", LocalDate.class),
                Answer.valueOf(row.getString("otherwise")),
                row.getBoolean("campaign_open"));
    }

    private String written(List<ReclaimEvent.Named> products) {
        try {
            return json.writeValueAsString(products);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("skus and names are plain text", impossible);
        }
    }

    private List<ReclaimEvent.Named> read(String products) {
        try {
            return json.readValue(products, PRODUCTS);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("products of a campaign were written by us: " + products, impossible);
        }
    }
}
