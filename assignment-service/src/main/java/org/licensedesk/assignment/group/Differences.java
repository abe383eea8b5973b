package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;

/** What people are to have through their groups against what the ledger has for them: whole chunks by single statements. */
@ApplicationScoped
class Differences {

    // transaction-level advisory lock; the name is spelled out so that nobody else takes it by accident
    private static final String SETTLING = "hashtextextended('assignment-service: seats follow groups', 0)";

    /** Somebody is to have a product through a group and has no such reason. */
    record Missing(UUID holderId, String email, String name, String groupId, String sku, String productName) {}

    /**
     * Somebody has a reason that their groups do not give any more.
     *
     * @param grantedAt its place in line, if it waits
     */
    record Superfluous(
            UUID reasonId,
            UUID holderId,
            String holderName,
            String groupId,
            String groupName,
            String sku,
            String productName,
            Instant grantedAt,
            boolean groupDeleted,
            boolean productOn,
            boolean active) {}

    /** One replica at a time settles. */
    boolean amTheOneWhoSettles(Handle tx) {
        return tx.createQuery("select pg_try_advisory_xact_lock(" + SETTLING + ")")
                .mapTo(Boolean.class)
                .one();
    }

    /**
     * The marks of those whose groups have stood still since {@code quietSince}, or have been in motion since before
     * {@code patientSince}; of at most so many people, whoever waits the longest first.
     */
    List<Mark> due(Handle tx, Instant quietSince, Instant patientSince, int people) {
        // marks come and go so fast that the planner knows nothing of how many there are: offset 0 has it look each
        // holder's up
        return tx.createQuery("""
                        with due as (
                            select holder_id, min(changed_at) as since from group_mark group by holder_id
                            having max(changed_at) <= :quietSince or min(changed_at) <= :patientSince
                            order by min(changed_at), holder_id limit :people)
                        select m.id, due.holder_id, m.group_id, due.since, m.cause, m.cause_at
                        from due, lateral (select * from group_mark where holder_id = due.holder_id offset 0) m
                        order by due.since, due.holder_id, m.id
                        """)
                .bind("quietSince", quietSince.atOffset(ZoneOffset.UTC))
                .bind("patientSince", patientSince.atOffset(ZoneOffset.UTC))
                .bind("people", people)
                .mapTo(Mark.class)
                .list();
    }

    /** Settled: these very marks go; what was marked meanwhile stays. */
    void unmark(Handle tx, Collection<Long> ids) {
        Columns.of(ids)
                .bigNumber("ids", Function.identity())
                .updateExactly(tx, "delete from group_mark where id = any(:ids)");
    }

    /** Whoever cannot be settled stands aside until then. */
    void postpone(Handle tx, Collection<Long> ids, Instant until) {
        Columns.of(ids)
                .bigNumber("ids", Function.identity())
                .bindTo(tx.createUpdate("update group_mark set changed_at = :until where id = any(:ids)")
                        .bind("until", until.atOffset(ZoneOffset.UTC)))
                .execute();
    }

    /** What these marks' holders are to have through the marked groups, and have not. */
    List<Missing> missing(Handle tx, Collection<Mark> marks) {
        return whoAndWhere(marks)
                .bindTo(tx.createQuery("""
                                select m.person_id as holder_id, coalesce(p.email, m.person_email) as email,
                                       coalesce(p.name, m.person_name) as name, gp.group_id, gp.sku, pool.product_name
                                from (select distinct * from unnest(:holders, :groups) as v(person_id, group_id)) mark
                                join group_member m using (group_id, person_id)
                                join group_product gp using (group_id) join pool using (sku)
                                left join person p on p.id = m.person_id
                                where coalesce(p.active, true)
                                  and %s
                                order by gp.since, gp.sku, gp.group_id
                                """.formatted(Groups.HAS_IT_NOT)))
                .mapTo(Missing.class)
                .list();
    }

    /** What these marks' holders have through the marked groups, and are not to. */
    List<Superfluous> superfluous(Handle tx, Collection<Mark> marks) {
        return whoAndWhere(marks)
                .bindTo(tx.createQuery("""
                                select r.id as reason_id, r.holder_id, coalesce(p.name, r.holder_name) as holder_name,
                                       r.source as group_id, coalesce(g.name, r.source) as group_name, r.sku,
                                       pool.product_name, r.granted_at, coalesce(g.deleted, true) as group_deleted,
                                       gp.sku is not null as product_on, coalesce(p.active, true) as active
                                from (select distinct * from unnest(:holders, :groups) as v(holder_id, source)) mark
                                join reason r using (holder_id, source) join pool using (sku)
                                left join directory_group g on g.id = r.source
                                left join group_product gp on gp.group_id = r.source and gp.sku = r.sku
                                left join group_member m on m.group_id = r.source and m.person_id = r.holder_id
                                left join person p on p.id = r.holder_id
                                where r.type = 'GROUP' and r.state in ('WAITING', 'HELD', 'BLOCKED')
                                  and (gp.sku is null or m.person_id is null or not coalesce(p.active, true))
                                order by r.granted_at, r.id
                                """))
                .mapTo(Superfluous.class)
                .list();
    }

    private static Columns<Mark> whoAndWhere(Collection<Mark> marks) {
        return Columns.of(marks).uuid("holders", Mark::holderId).text("groups", Mark::groupId);
    }
}
