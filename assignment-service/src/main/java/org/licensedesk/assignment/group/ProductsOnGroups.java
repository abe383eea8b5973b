package org.licensedesk.assignment.group;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.FollowDirectory.GroupTold;
import org.licensedesk.assignment.group.GroupEvent.GroupProducts;
import org.licensedesk.assignment.group.GroupEvent.ProductPutOnGroup;
import org.licensedesk.assignment.group.GroupEvent.ProductTakenOffGroup;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Puts products on groups and takes them off. The members' seats follow a moment later; what changed here is marked in the same transaction. */
@ApplicationScoped
class ProductsOnGroups {

    private final Database database;
    private final Groups groups;
    private final Outbox outbox;
    private final Clock clock;

    ProductsOnGroups(Database database, Groups groups, Outbox outbox, Clock clock) {
        this.database = database;
        this.groups = groups;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** @return whether it was not on it already */
    boolean put(String groupId, String sku, String administrator) {
        return database.inTransaction(tx -> {
            Groups.Locked group = get(tx, groupId);
            Groups.ProductName product =
                    groups.product(tx, sku).orElseThrow(() -> Refusal.notFound("There is no product " + sku + "."));
            if (group.skus().contains(sku)) {
                return false;
            }
            groups.put(tx, groupId, sku, now());
            var receipt = outbox.append(
                    tx,
                    Origin.by(administrator),
                    new ProductPutOnGroup(groupId, group.name(), sku, product.name(), groups.members(tx, groupId)));
            groups.markAll(tx, groupId, now(), Follows.from(receipt));
            tellStateOf(tx, groupId, Origin.by(administrator));
            return true;
        });
    }

    /** @return whether it was on it */
    boolean takeOff(String groupId, String sku, String administrator) {
        return database.inTransaction(tx -> {
            Groups.Locked group = get(tx, groupId);
            if (!group.skus().contains(sku)) {
                return false;
            }
            Follows taken = takeOff(tx, group, sku, null, Origin.by(administrator));
            groups.markAll(tx, groupId, now(), taken);
            tellStateOf(tx, groupId, Origin.by(administrator));
            return true;
        });
    }

    /** The group is no more: whatever was on it goes, and everybody who had something through it is marked. */
    void takeAllOff(Handle tx, GroupTold gone) {
        Groups.Locked group = groups.lock(tx, List.of(gone.id())).get(gone.id());
        if (group.skus().isEmpty()) {
            return;
        }
        Origin origin = gone.follows().origin();
        List<Follows> taken = group.skus().stream()
                .map(sku -> takeOff(tx, group, sku, "The group was deleted", origin))
                .toList();
        groups.markAll(tx, group.id(), now(), taken.get(0));
        tellStateOf(tx, group.id(), origin);
    }

    private Follows takeOff(Handle tx, Groups.Locked group, String sku, String cause, Origin origin) {
        String productName =
                groups.product(tx, sku).map(Groups.ProductName::name).orElse(sku);
        groups.takeOff(tx, group.id(), sku);
        return Follows.from(outbox.append(
                tx,
                origin,
                new ProductTakenOffGroup(
                        group.id(), group.name(), sku, productName, groups.members(tx, group.id()), cause)));
    }

    private void tellStateOf(Handle tx, String groupId, Origin origin) {
        List<String> skus = groups.skusOn(tx, List.of(groupId)).getOrDefault(groupId, List.of());
        outbox.append(tx, origin, new GroupProducts(groupId, skus));
    }

    private Groups.Locked get(Handle tx, String groupId) {
        return Optional.ofNullable(groups.lock(tx, List.of(groupId)).get(groupId))
                .filter(group -> !group.deleted())
                .orElseThrow(ProductsOnGroups::noSuchGroup);
    }

    static Refusal noSuchGroup() {
        return Refusal.notFound("There is no such group.");
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
