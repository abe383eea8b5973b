package org.licensedesk.chassis.messaging;

import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

/** Single parked events, where their number does not matter. */
final class ParkedRows {
    private final Database database;

    ParkedRows(Database database) {
        this.database = database;
    }

    /** The waiting event that this aggregate would go on with, or null. */
    Arrival nextOf(AggregateKey aggregate, EventHandlers handlers) {
        return database.read(handle -> of(aggregate, handle.createQuery("""
                        select p.topic, p.key, p.headers, p.body from inbox_sequence s
                        join inbox_parked p using (source, aggregatetype, aggregateid)
                        where s.source = :source and s.aggregatetype = :type and s.aggregateid = :id
                            and p.sequence = s.last_sequence + 1 and p.cause is null"""))
                .map((row, context) ->
                        Arrival.parked(row.getString(1), row.getBytes(2), row.getString(3), row.getBytes(4), handlers))
                .findOne()
                .orElse(null));
    }

    /** One of them, by its identity. */
    Optional<Arrival> find(long id, EventHandlers handlers) {
        return database.read(
                handle -> handle.createQuery("select topic, key, headers, body from inbox_parked where id = :id")
                        .bind("id", id)
                        .map((row, context) -> Arrival.parked(
                                row.getString(1), row.getBytes(2), row.getString(3), row.getBytes(4), handlers))
                        .findOne());
    }

    /** An event that failed holds its aggregate, unless somebody else applied it meanwhile. */
    void park(Arrival arrival, String cause) {
        database.doInTransaction(tx -> {
            AggregateKey aggregate = arrival.aggregate();
            if (aggregate == null || lockedAt(tx, aggregate) < arrival.sequence()) {
                Parking parking = new Parking();
                parking.failed(arrival, Causes.clean(cause));
                PlainSql.on(tx, connection -> {
                    new InboxTables(connection).park(parking.places());
                    return null;
                });
            }
            if (aggregate != null) {
                hold(tx, aggregate);
            }
        });
    }

    /** An event that failed may be tried again: until the next failure its aggregate waits for nothing but its turn. */
    void forgive(AggregateKey aggregate) {
        database.doInTransaction(tx -> {
            lockedAt(tx, aggregate);
            of(aggregate, tx.createUpdate("""
                            update inbox_sequence set held = 'GAP'
                            where source = :source and aggregatetype = :type and aggregateid = :id""")).execute();
        });
    }

    /** Brings the row of an aggregate in line with what is parked of it. */
    void settle(AggregateKey aggregate) {
        database.doInTransaction(tx -> {
            lockedAt(tx, aggregate);
            hold(tx, aggregate);
        });
    }

    void remove(long id) {
        database.doInTransaction(tx -> tx.execute("delete from inbox_parked where id = ? and sequence is null", id));
    }

    void failedAgain(long id, String cause) {
        database.doInTransaction(tx -> tx.execute(
                "update inbox_parked set cause = ?, attempts = attempts + 1 where id = ?", Causes.clean(cause), id));
    }

    private static long lockedAt(Handle tx, AggregateKey aggregate) {
        List<Long> last = of(aggregate, tx.createQuery("""
                        insert into inbox_sequence as s (source, aggregatetype, aggregateid, last_sequence)
                        values (:source, :type, :id, 0)
                        on conflict (source, aggregatetype, aggregateid) do update set last_sequence = s.last_sequence
                        returning last_sequence""")).mapTo(Long.class).list();
        return last.get(0);
    }

    private static void hold(Handle tx, AggregateKey aggregate) {
        of(aggregate, tx.createUpdate("""
                        delete from inbox_parked p using inbox_sequence s
                        where s.source = :source and s.aggregatetype = :type and s.aggregateid = :id
                            and p.source = s.source and p.aggregatetype = s.aggregatetype
                            and p.aggregateid = s.aggregateid and p.sequence <= s.last_sequence""")).execute();
        of(aggregate, tx.createUpdate("""
                        update inbox_sequence s set held = (
                            select case when bool_or(p.cause is not null) then 'FAILURE' when count(*) > 0 then 'GAP' end
                            from inbox_parked p where p.source = s.source and p.aggregatetype = s.aggregatetype
                                and p.aggregateid = s.aggregateid)
                        where s.source = :source and s.aggregatetype = :type and s.aggregateid = :id""")).execute();
    }

    private static <S extends SqlStatement<S>> S of(AggregateKey aggregate, S statement) {
        return statement
                .bind("source", aggregate.source())
                .bind("type", aggregate.type())
                .bind("id", aggregate.id());
    }
}
