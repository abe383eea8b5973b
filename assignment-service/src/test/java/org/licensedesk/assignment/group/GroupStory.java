package org.licensedesk.assignment.group;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.assignment.group.FollowDirectory.GroupRef;
import org.licensedesk.assignment.group.FollowDirectory.GroupTold;
import org.licensedesk.assignment.group.FollowDirectory.MembershipTold;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.DatabaseClock;
import org.licensedesk.chassis.messaging.Ids;

/** Tells tests of groups: who joins and leaves, what is put on them, and what becomes of it once everything stands still. */
@Singleton
public class GroupStory {

    static final String LENA = "lena.fischer@example.org";

    private final Database database;
    private final FollowDirectory directory;
    private final ProductsOnGroups products;
    private final SettleSeats settleSeats;
    private final GroupRows rows;
    private final DatabaseClock clock;

    GroupStory(
            Database database,
            FollowDirectory directory,
            ProductsOnGroups products,
            SettleSeats settleSeats,
            GroupRows rows,
            DatabaseClock clock) {
        this.database = database;
        this.directory = directory;
        this.products = products;
        this.settleSeats = settleSeats;
        this.rows = rows;
        this.clock = clock;
    }

    /** A group of its own, with these members. */
    public String aGroup(Holder... members) {
        String id = "group-" + Ids.next();
        database.doInTransaction(
                tx -> directory.groups(tx, List.of(new GroupTold(id, "Group " + id, false, something()))));
        join(id, members);
        return id;
    }

    public void join(String group, Holder... people) {
        tell(group, true, people);
    }

    public void leave(String group, Holder... people) {
        tell(group, false, people);
    }

    private void tell(String group, boolean member, Holder... people) {
        if (people.length > 0) {
            database.doInTransaction(tx -> directory.memberships(
                    tx,
                    Stream.of(people)
                            .map(person -> membership(group, person, member))
                            .toList()));
        }
    }

    MembershipTold membership(String group, Holder person, boolean member) {
        return new MembershipTold(new GroupRef(group, "Group " + group), person, member, something());
    }

    public void delete(String group) {
        database.doInTransaction(
                tx -> directory.groups(tx, List.of(new GroupTold(group, "Group " + group, true, something()))));
    }

    public void put(String group, String... skus) {
        for (String sku : skus) {
            products.put(group, sku, LENA);
        }
    }

    public void takeOff(String group, String sku) {
        products.takeOff(group, sku, LENA);
    }

    /** Somebody is known as active again, as intake has it. */
    public void comeBack(Holder person) {
        database.doInTransaction(tx -> {
            tx.createUpdate("update person set active = true where id = :id")
                    .bind("id", person.id())
                    .execute();
            directory.people(tx, Map.of(person.id(), something()));
        });
    }

    /** Everything stands still for longer than the window, and seats follow. */
    public void settle() {
        clock.advance(Duration.ofSeconds(3));
        settleSeats.settleAllThatIsDue();
    }

    /** The worker looks now, whatever the time. */
    void look() {
        settleSeats.settleAllThatIsDue();
    }

    /** What each member has of the product through the group. */
    public Map<UUID, MemberState> states(String group, String sku) {
        return rows.states(group, List.of(MemberState.values()), null, 20_000).stream()
                .filter(row -> row.sku().equals(sku))
                .collect(Collectors.toMap(StateRow::holderId, StateRow::state));
    }

    private static Follows something() {
        return new Follows(Ids.next(), java.time.Instant.parse("2026-01-01T00:00:00Z"));
    }
}
