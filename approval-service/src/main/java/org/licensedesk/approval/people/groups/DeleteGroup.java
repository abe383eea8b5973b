package org.licensedesk.approval.people.groups;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.approval.people.groups.membership.Members;
import org.licensedesk.approval.people.groups.membership.Membership;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;

/**
 * Deletes a group that gives nothing, lets nobody claim anything and is part of nothing. That a product was put on it a moment ago and is not known here yet
 * does no harm: everybody leaves first, and whoever gives seats hears of that.
 */
@ApplicationScoped
class DeleteGroup {

    private final Database database;
    private final Directories directories;
    private final Groups groups;
    private final Members members;
    private final GroupProducts products;
    private final Membership membership;
    private final Outbox outbox;

    DeleteGroup(
            Database database,
            Directories directories,
            Groups groups,
            Members members,
            GroupProducts products,
            Membership membership,
            Outbox outbox) {
        this.database = database;
        this.directories = directories;
        this.groups = groups;
        this.members = members;
        this.products = products;
        this.membership = membership;
        this.outbox = outbox;
    }

    /** Deletes it and gives back what it was called. */
    GroupRef delete(String id, String by) {
        return database.inTransaction(tx -> {
            directories.holdStill(tx);
            members.lock(tx);
            var row = groups.head(tx, id).orElseThrow(() -> Refusal.notFound("There is no such group."));
            var group = new GroupRef(id, row.name());
            refuseWhileNeeded(tx, group);

            var left = membership.empty(tx, group);
            var origin = Origin.by(by);
            if (!left.left().isEmpty()) {
                membership.tell(tx, List.of(left), change -> new Membership.Cause("The group was deleted", origin));
            }
            outbox.append(
                    tx,
                    List.of(
                            new Outgoing(new GroupEvent.GroupDeleted(group), origin),
                            new Outgoing(new GroupEvent.GroupState(id, group.name(), true), origin)));
            groups.delete(tx, id);
            return group;
        });
    }

    private void refuseWhileNeeded(Handle tx, GroupRef group) {
        refuseFor(
                products.on(tx, group.id()),
                "GROUP_HAS_PRODUCTS",
                group.name() + " gives its members ",
                ". Take that off the group first.");
        refuseFor(
                products.claimableBy(tx, group.id()),
                "GROUP_MAY_CLAIM",
                "The members of " + group.name() + " may take ",
                " on demand. Change that policy first.");
        var containing = groups.containing(tx, group.id());
        if (!containing.isEmpty()) {
            throw Refusal.conflict(
                            "GROUP_IS_PART_OF_ANOTHER",
                            group.name() + " is part of "
                                    + containing.stream().map(GroupRef::name).collect(Collectors.joining(", "))
                                    + ". Take it out there first.")
                    .with("partOf", containing);
        }
    }

    private static void refuseFor(List<GroupProducts.OnGroup> products, String code, String before, String after) {
        if (!products.isEmpty()) {
            var names = products.stream().map(GroupProducts.OnGroup::name).collect(Collectors.joining(", "));
            throw Refusal.conflict(code, before + names + after)
                    .with(
                            "products",
                            products.stream().map(GroupProducts.OnGroup::sku).toList());
        }
    }
}
