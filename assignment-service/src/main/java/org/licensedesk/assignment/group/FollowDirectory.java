package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Holder;

/** Keeps what the directory tells of groups, and marks whose seats have to follow. */
@ApplicationScoped
public class FollowDirectory {

    private final Groups groups;
    private final ProductsOnGroups products;
    private final Clock clock;

    FollowDirectory(Groups groups, ProductsOnGroups products, Clock clock) {
        this.groups = groups;
        this.products = products;
        this.clock = clock;
    }

    /** A group as it is now. */
    public record GroupTold(String id, String name, boolean deleted, Follows follows) {}

    /** A group by id and name. */
    public record GroupRef(String id, String name) {}

    /** Whether somebody belongs to a group now. */
    public record MembershipTold(GroupRef group, Holder person, boolean member, Follows follows) {}

    /** Groups are new, have another name, or are no more; of one group in order. A deleted group brings nothing any more. */
    public void groups(Handle tx, List<GroupTold> told) {
        Collection<GroupTold> latest = latest(told, GroupTold::id);
        groups.keep(tx, latest);
        latest.stream().filter(GroupTold::deleted).forEach(gone -> products.takeAllOff(tx, gone));
    }

    /** People have joined groups or left them; of one person and group in order. */
    public void memberships(Handle tx, List<MembershipTold> told) {
        Collection<MembershipTold> latest =
                latest(told, one -> one.group().id() + "/" + one.person().id());
        groups.open(
                tx,
                latest.stream()
                        .map(MembershipTold::group)
                        .collect(Collectors.toMap(GroupRef::id, GroupRef::name, (one, other) -> other, TreeMap::new)));
        groups.keepProductsOut(
                tx, latest.stream().map(one -> one.group().id()).distinct().toList());
        groups.keepMembers(tx, latest);
        groups.mark(tx, latest, now());
    }

    /** Something about these people is new: who has come back among them gets what their groups bring. */
    public void people(Handle tx, Map<UUID, Follows> changed) {
        groups.markWhoLacks(tx, changed, now());
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static <T> Collection<T> latest(List<T> told, java.util.function.Function<T, String> key) {
        Map<String, T> latest = new LinkedHashMap<>();
        told.forEach(one -> latest.put(key.apply(one), one));
        return latest.values();
    }
}
