package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.messaging.Database;

/** What would become of somebody's seats if they left a group: what they would lose, and what stays and why. */
@ApplicationScoped
public class LeavingGroup {

    private final Database database;

    LeavingGroup(Database database) {
        this.database = database;
    }

    /**
     * A product that comes with the group.
     *
     * @param state what they have of it through the group
     * @param otherReasons why they would keep the seat, in words; empty: they would not
     */
    public record Item(String sku, String productName, MemberState state, List<String> otherReasons) {

        public Item {
            otherReasons = List.copyOf(otherReasons);
        }

        /** The seat would go. */
        public boolean isLost() {
            return state == MemberState.ACTIVE && otherReasons.isEmpty();
        }

        /** The seat would stay. */
        public boolean isKept() {
            return state == MemberState.ACTIVE && !otherReasons.isEmpty();
        }

        public String href() {
            return "/assignments/products/" + SkuInAddress.of(sku);
        }
    }

    /** One group they belong to, and what leaving it would mean. */
    public record Leaving(String groupId, String groupName, List<Item> items) {

        public Leaving {
            items = List.copyOf(items);
        }

        /** How many seats would go. */
        public long lost() {
            return items.stream().filter(Item::isLost).count();
        }

        public String href() {
            return "/assignments/groups/" + SkuInAddress.of(groupId);
        }
    }

    private record Line(
            String groupId, String groupName, String sku, String productName, String state, String[] others) {}

    /** Each group of the person, or one of them; empty if they belong to none. */
    public List<Leaving> of(String email, String groupId) {
        List<Line> lines = database.read(handle -> handle.createQuery("""
                        select g.id as group_id, g.name as group_name, r.sku, pool.product_name,
                               case when r.state = 'HELD' then 'ACTIVE' else %s end as state,
                               array(select o.type || '/' || coalesce(og.name, o.source)
                                     from reason o left join directory_group og on o.type = 'GROUP' and og.id = o.source
                                     where o.seat_id = r.seat_id and o.state = 'HELD' and o.id <> r.id
                                     order by o.granted_at, o.id) as others
                        from group_member m join directory_group g on g.id = m.group_id
                        left join reason r on r.holder_id = m.person_id and r.type = 'GROUP' and r.source = g.id
                            and r.state in ('WAITING', 'HELD', 'BLOCKED')
                        left join pool on pool.sku = r.sku
                        where m.person_id in (select id from person where email = :email
                                              union select person_id from group_member where person_email = :email)
                          and not g.deleted and (cast(:group as text) is null or g.id = :group)
                        order by lower(g.name), g.id, lower(pool.product_name), r.sku
                        """.formatted(MemberState.OF_REASON))
                .bind("email", email)
                .bind("group", groupId)
                .mapTo(Line.class)
                .list());
        Map<String, List<Line>> byGroup = new LinkedHashMap<>();
        lines.forEach(line -> byGroup.computeIfAbsent(line.groupId(), any -> new ArrayList<>())
                .add(line));
        return byGroup.values().stream()
                .map(ofGroup -> new Leaving(
                        ofGroup.get(0).groupId(),
                        ofGroup.get(0).groupName(),
                        ofGroup.stream()
                                .filter(line -> line.sku() != null)
                                .map(LeavingGroup::item)
                                .toList()))
                .toList();
    }

    private static Item item(Line line) {
        return new Item(
                line.sku(),
                line.productName(),
                MemberState.valueOf(line.state()),
                Stream.of(line.others()).map(LeavingGroup::words).toList());
    }

    private static String words(String typeAndSource) {
        int slash = typeAndSource.indexOf('/');
        ReasonType type = ReasonType.valueOf(typeAndSource.substring(0, slash));
        return type == ReasonType.GROUP
                ? "through " + Cause.theGroup(typeAndSource.substring(slash + 1))
                : type.words();
    }
}
