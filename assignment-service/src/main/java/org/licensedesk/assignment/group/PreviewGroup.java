package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.licensedesk.chassis.messaging.Database;

/** Says what a product on a group, or off it, would mean for its members. It promises nothing: the ledger decides when it is done. */
@ApplicationScoped
class PreviewGroup {

    private final Database database;

    PreviewGroup(Database database) {
        this.database = database;
    }

    /** Empty if there is no such product. */
    Optional<PutPreview> put(String groupId, String sku) {
        return database.read(handle -> handle.createQuery("""
                        with judged as (
                            select exists (select from seat s where s.sku = pool.sku and s.holder_id = m.person_id) as holds,
                                   exists (select from seat s where s.sku = any(pool.excludes)
                                              and s.holder_id = m.person_id) as excluded,
                                   exists (select from unnest(pool.requires) as q(sku) where not exists (
                                              select from seat s where s.sku = q.sku and s.holder_id = m.person_id)) as lacks
                            from group_member m join pool on pool.sku = :sku left join person p on p.id = m.person_id
                            where m.group_id = :group and coalesce(p.active, true)),
                        counted as (
                            select count(*) as members, count(*) filter (where holds) as holding,
                                   count(*) filter (where not holds and excluded) as excluded,
                                   count(*) filter (where not holds and not excluded and lacks) as lacking,
                                   count(*) filter (where not (holds or excluded or lacks)) as wanting
                            from judged)
                        select p.sku, p.name as product_name, p.monthly_price, p.currency, counted.*,
                               case when pool.state = 'ACTIVE' then pool.purchased - pool.used else 0 end as to_give
                        from counted, product p join pool using (sku) where p.sku = :sku
                        """)
                .bind("group", groupId)
                .bind("sku", sku)
                .mapTo(PutPreview.class)
                .findOne());
    }

    /** Empty if it is not on the group. */
    Optional<TakeOffPreview> takeOff(String groupId, String sku) {
        return database.read(handle -> handle.createQuery("""
                        with had as (
                            select r.state, exists (
                                       select from reason o where o.seat_id = r.seat_id and o.state = 'HELD' and o.id <> r.id)
                                       as has_another,
                                   r.state = 'WAITING' and not exists (
                                       select from reason o where o.state = 'WAITING' and o.sku = r.sku
                                         and o.holder_id = r.holder_id and o.id <> r.id) as has_the_place
                            from reason r where r.type = 'GROUP' and r.source = :group and r.sku = :sku
                              and r.state in ('WAITING', 'HELD', 'BLOCKED')),
                        counted as (
                            select count(*) filter (where state = 'HELD' and not has_another) as losing,
                                   count(*) filter (where state = 'HELD' and has_another) as keeping,
                                   count(*) filter (where has_the_place) as waiting,
                                   count(*) filter (where state = 'BLOCKED') as blocked
                            from had)
                        select p.sku, p.name as product_name, p.monthly_price, p.currency, counted.*,
                               pool.waiting - counted.waiting as in_line
                        from counted, group_product gp join product p using (sku) join pool using (sku)
                        where gp.group_id = :group and gp.sku = :sku
                        """)
                .bind("group", groupId)
                .bind("sku", sku)
                .mapTo(TakeOffPreview.class)
                .findOne());
    }
}
