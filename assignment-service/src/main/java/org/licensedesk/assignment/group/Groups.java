package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.FollowDirectory.GroupTold;
import org.licensedesk.assignment.group.FollowDirectory.MembershipTold;
import org.licensedesk.assignment.seat.Columns;

/** The tables of groups, members, products on groups, and marks. Nothing here decides anything. */
@ApplicationScoped
class Groups {

    /** A group that is locked, and the products on it. */
    record Locked(String id, String name, boolean deleted, List<String> skus) {}

    /** A product by sku and name. */
    record ProductName(String sku, String name) {}

    /**
     * The member {@code m} has nothing of the product {@code gp} through that group. One look for each, by offset 0: a planner that
     * takes a young ledger for empty would compare all with all.
     */
    static final String HAS_IT_NOT = """
            not exists (
                select from reason r where r.holder_id = m.person_id and r.type = 'GROUP'
                  and r.source = m.group_id and r.sku = gp.sku
                  and r.state in ('WAITING', 'HELD', 'BLOCKED') offset 0)
            """;

    // ---- what the directory tells

    /** Makes sure that these groups have a row; one that is there already stays as it is. */
    void open(Handle tx, Map<String, String> namesById) {
        Columns.of(namesById.entrySet())
                .text("ids", Map.Entry::getKey)
                .text("names", Map.Entry::getValue)
                .bindTo(tx.createUpdate("""
                                insert into directory_group (id, name)
                                select id, name from unnest(:ids, :names) as v(id, name) order by id
                                on conflict (id) do nothing
                                """))
                .execute();
    }

    void keep(Handle tx, Collection<GroupTold> groups) {
        Columns.of(groups)
                .text("ids", GroupTold::id)
                .text("names", GroupTold::name)
                .flag("deleted", GroupTold::deleted)
                .bindTo(tx.createUpdate("""
                                insert into directory_group (id, name, deleted)
                                select id, name, deleted from unnest(:ids, :names, :deleted) as v(id, name, deleted) order by id
                                on conflict (id) do update set name = excluded.name, deleted = excluded.deleted
                                """))
                .execute();
    }

    /** Members may come and go in many groups at once, but not while products are put on them or taken off. */
    void keepProductsOut(Handle tx, Collection<String> ids) {
        Columns.of(ids)
                .text("ids", Function.identity())
                .bindTo(tx.createQuery("select id from directory_group where id = any(:ids) order by id for share"))
                .mapTo(String.class)
                .list();
    }

    void keepMembers(Handle tx, Collection<MembershipTold> memberships) {
        List<MembershipTold> in =
                memberships.stream().filter(MembershipTold::member).toList();
        List<MembershipTold> out =
                memberships.stream().filter(told -> !told.member()).toList();
        members(in).bindTo(tx.createUpdate("""
                                insert into group_member (group_id, person_id, person_email, person_name)
                                select * from unnest(:groups, :persons, :emails, :names)
                                    as v(group_id, person_id, email, name) order by 1, 2
                                on conflict (group_id, person_id) do update
                                    set person_email = excluded.person_email, person_name = excluded.person_name
                                """)).execute();
        members(out).bindTo(tx.createUpdate("""
                                delete from group_member m using unnest(:groups, :persons, :emails, :names)
                                    as v(group_id, person_id, email, name)
                                where m.group_id = v.group_id and m.person_id = v.person_id
                                """)).execute();
    }

    private static Columns<MembershipTold> members(List<MembershipTold> memberships) {
        return Columns.of(memberships)
                .text("groups", told -> told.group().id())
                .uuid("persons", told -> told.person().id())
                .text("emails", told -> told.person().email())
                .text("names", told -> told.person().name());
    }

    // ---- products on groups

    /** Locks the rows of these groups, in the order of their ids, against members and products alike. */
    Map<String, Locked> lock(Handle tx, Collection<String> ids) {
        List<Locked> locked = Columns.of(ids)
                .text("ids", Function.identity())
                .bindTo(tx.createQuery("""
                                select id, name, deleted, '{}'::text[] as skus
                                from directory_group where id = any(:ids) order by id for update
                                """))
                .mapTo(Locked.class)
                .list();
        Map<String, List<String>> skus = skusOn(tx, ids);
        return locked.stream()
                .map(group ->
                        new Locked(group.id(), group.name(), group.deleted(), skus.getOrDefault(group.id(), List.of())))
                .collect(Collectors.toMap(Locked::id, Function.identity(), (one, same) -> one, LinkedHashMap::new));
    }

    Map<String, List<String>> skusOn(Handle tx, Collection<String> ids) {
        return Columns.of(ids)
                .text("ids", Function.identity())
                .bindTo(tx.createQuery("""
                                select group_id, sku from group_product where group_id = any(:ids) order by group_id, sku
                                """))
                .map((row, context) -> Map.entry(row.getString("group_id"), row.getString("sku")))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    Optional<ProductName> product(Handle handle, String sku) {
        return handle.createQuery("select sku, product_name as name from pool where sku = :sku")
                .bind("sku", sku)
                .mapTo(ProductName.class)
                .findOne();
    }

    void put(Handle tx, String groupId, String sku, Instant now) {
        tx.createUpdate("insert into group_product (group_id, sku, since) values (:group, :sku, :now)")
                .bind("group", groupId)
                .bind("sku", sku)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .execute();
    }

    void takeOff(Handle tx, String groupId, String sku) {
        tx.createUpdate("delete from group_product where group_id = :group and sku = :sku")
                .bind("group", groupId)
                .bind("sku", sku)
                .execute();
    }

    int members(Handle tx, String groupId) {
        return tx.createQuery("select count(*) from group_member where group_id = :group")
                .bind("group", groupId)
                .mapTo(Integer.class)
                .one();
    }

    // ---- marks

    /** Marks these memberships, as far as their groups bring anything. */
    void mark(Handle tx, Collection<MembershipTold> memberships, Instant now) {
        Columns.of(memberships)
                .text("groups", told -> told.group().id())
                .uuid("persons", told -> told.person().id())
                .uuid("causes", told -> told.follows().event())
                .time("times", told -> told.follows().at())
                .bindTo(tx.createUpdate("""
                                insert into group_mark (holder_id, group_id, changed_at, cause, cause_at)
                                select v.person_id, v.group_id, :now, v.cause, v.cause_at
                                from unnest(:groups, :persons, :causes, :times) as v(group_id, person_id, cause, cause_at)
                                where exists (select from group_product gp where gp.group_id = v.group_id)
                                """).bind("now", now.atOffset(ZoneOffset.UTC)))
                .execute();
    }

    /** Marks all members of a group, and whoever still has something through it. */
    int markAll(Handle tx, String groupId, Instant now, Follows follows) {
        return tx.createUpdate("""
                        insert into group_mark (holder_id, group_id, changed_at, cause, cause_at)
                        select holder_id, :group, :now, :cause, :causeAt from (
                            select person_id as holder_id from group_member where group_id = :group
                            union
                            select holder_id from reason
                            where type = 'GROUP' and source = :group and state in ('WAITING', 'HELD', 'BLOCKED')) h
                        """)
                .bind("group", groupId)
                .bind("now", now.atOffset(ZoneOffset.UTC))
                .bind("cause", follows.event())
                .bind("causeAt", follows.at().atOffset(ZoneOffset.UTC))
                .execute();
    }

    /** Marks those of these people who lack something that a group of theirs brings. */
    void markWhoLacks(Handle tx, Map<UUID, Follows> people, Instant now) {
        Columns.of(people.entrySet())
                .uuid("persons", Map.Entry::getKey)
                .uuid("causes", person -> person.getValue().event())
                .time("times", person -> person.getValue().at())
                .bindTo(tx.createUpdate("""
                                insert into group_mark (holder_id, group_id, changed_at, cause, cause_at)
                                select distinct v.person_id, m.group_id, cast(:now as timestamptz), v.cause, v.cause_at
                                from unnest(:persons, :causes, :times) as v(person_id, cause, cause_at)
                                join group_member m on m.person_id = v.person_id
                                join group_product gp on gp.group_id = m.group_id
                                where %s
                                """.formatted(HAS_IT_NOT)).bind("now", now.atOffset(ZoneOffset.UTC)))
                .execute();
    }
}
