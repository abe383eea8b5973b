package org.licensedesk.assignment.invitation;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.invitation.Invitation.State;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** The invitations in the database. Whoever changes one holds its row's lock, taken before any of the ledger's. */
@ApplicationScoped
class Invitations {

    private static final String SELECT = """
            select i.id, i.email, i.sku, p.name as product_name, p.monthly_price, p.currency, i.holder_id, i.reason_id, i.state,
                   i.invited_at, i.sent_at, i.sent_by, i.sent_by_name, i.remind_at, i.reminded_at, i.expires_at, i.code_hash,
                   i.reminder_code_hash, i.wrong_codes, i.accepted_at, i.ended_at, coalesce(r.state, 'ENDED') as seat_state,
                   coalesce(m.state, 'SENT') as mail_state
            from invitation i join product p on p.sku = i.sku left join reason r on r.id = i.reason_id
                 left join mail m on m.id = i.letter_id
            """;

    private final Database database;

    Invitations(Database database) {
        this.database = database;
    }

    /** Where to go on in the list. */
    record Place(Instant invitedAt, UUID id) {}

    /** The newest first; of one state, product or address if named. */
    List<Invitation> list(State state, String sku, String email, Place after, int atMost) {
        List<String> conditions = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        if (state != null) {
            conditions.add("i.state = :state");
            values.put("state", state.name());
        }
        if (sku != null) {
            conditions.add("i.sku = :sku");
            values.put("sku", sku);
        }
        if (email != null) {
            conditions.add("i.email = :email");
            values.put("email", email);
        }
        if (after != null) {
            conditions.add("(i.invited_at, i.id) < (:invitedAt, :id)");
            values.put("invitedAt", after.invitedAt());
            values.put("id", after.id());
        }
        String where = conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
        return database.read(
                handle -> handle.createQuery(SELECT + where + " order by i.invited_at desc, i.id desc limit :atMost")
                        .bindMap(values)
                        .bind("atMost", atMost)
                        .mapTo(Invitation.class)
                        .list());
    }

    /** Those that can still be accepted, the one that ends first at the top. */
    List<Invitation> open(int atMost) {
        return database.read(handle -> handle.createQuery(
                        SELECT + " where i.state = 'OPEN' order by i.expires_at, i.id limit :atMost")
                .bind("atMost", atMost)
                .mapTo(Invitation.class)
                .list());
    }

    Optional<Invitation> of(UUID id) {
        return database.read(handle -> handle.createQuery(SELECT + " where i.id = :id")
                .bind("id", id)
                .mapTo(Invitation.class)
                .findOne());
    }

    /** From here on nobody else invites this address to this product until the transaction ends. */
    void oneInviterAtATime(Handle tx, String email, String sku) {
        tx.createQuery(
                        "select pg_advisory_xact_lock(hashtextextended('invitation: ' || :email || ' ' || :sku, 0))::text")
                .bind("email", email)
                .bind("sku", sku)
                .mapTo(String.class)
                .one();
    }

    Optional<Invitation> lock(Handle tx, UUID id) {
        return tx.createQuery(SELECT + " where i.id = :id for update of i")
                .bind("id", id)
                .mapTo(Invitation.class)
                .findOne();
    }

    Optional<Invitation> lockOpen(Handle tx, String email, String sku) {
        return tx.createQuery(SELECT + " where i.email = :email and i.sku = :sku and i.state = 'OPEN' for update of i")
                .bind("email", email)
                .bind("sku", sku)
                .mapTo(Invitation.class)
                .findOne();
    }

    List<Invitation> lockExpired(Handle tx, Instant now, int atMost) {
        return lockSome(tx, "i.state = 'OPEN' and i.expires_at <= :now order by i.expires_at, i.id", now, atMost);
    }

    List<Invitation> lockToRemind(Handle tx, Instant now, int atMost) {
        return lockSome(
                tx,
                "i.state = 'OPEN' and i.reminded_at is null and i.remind_at <= :now and i.expires_at > :now"
                        + " order by i.remind_at, i.id",
                now,
                atMost);
    }

    /** Open ones whose seat was returned or removed meanwhile. */
    List<Invitation> lockWithoutSeat(Handle tx, Instant now, int atMost) {
        return lockSome(
                tx,
                "i.state = 'OPEN' and i.expires_at > :now and coalesce(r.state, 'ENDED') not in ('HELD', 'WAITING')"
                        + " order by i.expires_at, i.id",
                now,
                atMost);
    }

    /** Those whose guest stands in the directory by now, and whose seat is still held under the guest's own identity. */
    List<Invitation> lockOfNewPersons(Handle tx, Instant now, int atMost) {
        return lockSome(
                tx,
                "i.state in ('OPEN', 'ACCEPTED') and (i.state = 'ACCEPTED' or i.expires_at > :now) and r.state = 'HELD'"
                        + " and exists (select from person d where d.email = i.email and d.active and d.id <> i.holder_id)"
                        + " order by i.id",
                now,
                atMost);
    }

    private static List<Invitation> lockSome(Handle tx, String conditionAndOrder, Instant now, int atMost) {
        return tx.createQuery(SELECT + " where " + conditionAndOrder + " limit :atMost for update of i skip locked")
                .bind("now", now)
                .bind("atMost", atMost)
                .mapTo(Invitation.class)
                .list();
    }

    /** A first sending. */
    record First(UUID id, String email, String sku, UUID holderId, UUID reasonId) {}

    /** When a term begins and ends, whose doing it is, and what opens it. */
    record Term(
            Instant sentAt,
            Instant remindAt,
            Instant expiresAt,
            String by,
            String byName,
            UUID letterId,
            byte[] codeHash) {
        private Map<String, Object> columns() {
            Map<String, Object> columns = new HashMap<>();
            columns.put("sentAt", sentAt);
            columns.put("remindAt", remindAt);
            columns.put("expiresAt", expiresAt);
            columns.put("by", by);
            columns.put("byName", byName);
            columns.put("letterId", letterId);
            columns.put("codeHash", codeHash);
            return columns;
        }
    }

    void insert(Handle tx, First first, Term term) {
        tx.createUpdate("""
                        insert into invitation (id, email, sku, holder_id, reason_id, invited_at, sent_at, sent_by, sent_by_name,
                                                letter_id, remind_at, expires_at, code_hash)
                        values (:id, :email, :sku, :holderId, :reasonId, :sentAt, :sentAt, :by, :byName, :letterId,
                                :remindAt, :expiresAt, :codeHash)
                        """)
                .bind("id", first.id())
                .bind("email", first.email())
                .bind("sku", first.sku())
                .bind("holderId", first.holderId())
                .bind("reasonId", first.reasonId())
                .bindMap(term.columns())
                .execute();
    }

    /** A new term: the codes sent before open nothing any more. */
    void sendAgain(Handle tx, UUID id, Term term) {
        exactlyOne(tx.createUpdate("""
                        update invitation set sent_at = :sentAt, sent_by = :by, sent_by_name = :byName, letter_id = :letterId, remind_at = :remindAt,
                               reminded_at = null, expires_at = :expiresAt, code_hash = :codeHash, reminder_code_hash = null,
                               wrong_codes = 0
                        where id = :id and state = 'OPEN'
                        """).bindMap(term.columns()).bind("id", id).execute());
    }

    void countWrongCode(Handle tx, UUID id) {
        exactlyOne(
                tx.createUpdate("update invitation set wrong_codes = wrong_codes + 1 where id = :id and state = 'OPEN'")
                        .bind("id", id)
                        .execute());
    }

    void accept(Handle tx, UUID id, Instant now) {
        exactlyOne(tx.createUpdate("""
                        update invitation set state = 'ACCEPTED', accepted_at = :now, code_hash = null, reminder_code_hash = null
                        where id = :id and state = 'OPEN' and expires_at > :now
                        """).bind("id", id).bind("now", now).execute());
    }

    /** Ends open ones, as expired or withdrawn. */
    void end(Handle tx, Collection<Invitation> ended, State state, Instant now) {
        Columns.of(ended)
                .uuid("ids", Invitation::id)
                .text("states", invitation -> state.name())
                .time("times", invitation -> now)
                .updateExactly(tx, """
                        update invitation set state = new.state, ended_at = new.ended_at, code_hash = null, reminder_code_hash = null
                        from unnest(:ids, :states, :times) as new (id, state, ended_at)
                        where invitation.id = new.id and invitation.state = 'OPEN'
                        """);
    }

    /** A reminder and the code it brings; the first code stays good as well. */
    record Reminder(UUID id, byte[] codeHash) {}

    void remind(Handle tx, List<Reminder> reminders, Instant now) {
        Columns.of(reminders)
                .uuid("ids", Reminder::id)
                .text("codes", reminder -> HexFormat.of().formatHex(reminder.codeHash()))
                .time("times", reminder -> now)
                .updateExactly(tx, """
                        update invitation set reminded_at = new.at, reminder_code_hash = decode(new.code, 'hex')
                        from unnest(:ids, :codes, :times) as new (id, code, at)
                        where invitation.id = new.id and invitation.state = 'OPEN' and invitation.reminded_at is null
                        """);
    }

    /** The seat is held by another holder, for another reason, from here on. */
    record Move(UUID id, UUID holderId, UUID reasonId) {}

    void move(Handle tx, List<Move> moves) {
        Columns.of(moves)
                .uuid("ids", Move::id)
                .uuid("holders", Move::holderId)
                .uuid("reasons", Move::reasonId)
                .updateExactly(tx, """
                        update invitation set holder_id = new.holder_id, reason_id = new.reason_id
                        from unnest(:ids, :holders, :reasons) as new (id, holder_id, reason_id)
                        where invitation.id = new.id
                        """);
    }

    private static void exactlyOne(int changed) {
        if (changed != 1) {
            throw new IllegalStateException(changed + " invitations changed under the lock of one");
        }
    }
}
