package org.licensedesk.approval.people.groups.membership;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.DirectoryChange;
import org.licensedesk.approval.people.FollowsTheDirectory;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Origin;

/** Lets people join and leave as the rules say once the directory has changed, in the transaction that changed it. */
@ApplicationScoped
class KeepMembership implements FollowsTheDirectory {

    private final Members members;
    private final Membership membership;

    KeepMembership(Members members, Membership membership) {
        this.members = members;
        this.membership = membership;
    }

    @Override
    public int directoryChanged(Handle tx, DirectoryChange change) {
        if (change.persons().isEmpty() || members.areNoGroups(tx)) {
            return 0;
        }
        members.lock(tx);
        var here = Origin.system();
        membership.tell(tx, membership.settleAll(tx), group -> {
            var fact = cause(group, change);
            return new Membership.Cause(fact.sentence(), here.following(fact.event()));
        });
        return 0; // no case moves because of a group
    }

    /** What is known of the one person concerned, else that the directory changed. */
    private static DirectoryChange.Fact cause(Membership.Change group, DirectoryChange change) {
        var people = Stream.concat(group.joined().stream(), group.left().stream())
                .map(PersonRef::id)
                .toList();
        return Optional.of(people)
                .filter(some -> some.size() == 1)
                .flatMap(one -> change.about(one.get(0)))
                .orElse(change.whole());
    }
}
