package org.licensedesk.approval.policy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;
import java.util.UUID;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.PersonRef;

/**
 * One stage: the beneficiary's line manager decides, or else the next active person up the line who is neither requester nor
 * beneficiary, or else the license owners, or else nobody until an administrator helps.
 */
public final class LineManagerPolicy {

    private LineManagerPolicy() {}

    /** The number of its only stage. */
    public static final int STAGE = 1;

    /** Where a request of this requester for this beneficiary goes, by this directory. */
    public static Route route(Directory directory, PersonRef requester, PersonRef beneficiary) {
        var start = directory.person(beneficiary.email());
        if (start.isEmpty()) {
            return toOwners(directory, requester, beneficiary, beneficiary.name() + " is not in the directory");
        }
        var passedOver = new ArrayList<Route.PassedOver>();
        var seen = new HashSet<UUID>(); // a circle in the data ends the line, it does not end us
        seen.add(start.get().id());
        var next = directory.managerOf(start.get());
        while (next.isPresent() && seen.add(next.get().id())) {
            var candidate = next.get();
            var ref = candidate.ref();
            if (!candidate.active()) {
                passedOver.add(new Route.PassedOver(ref, ref.name() + " is no longer active"));
            } else if (ref.isSameAs(requester)) {
                passedOver.add(new Route.PassedOver(ref, ref.name() + " made the request"));
            } else if (ref.isSameAs(beneficiary)) {
                passedOver.add(new Route.PassedOver(ref, "it is for " + ref.name()));
            } else {
                return new Route.ToPerson(ref, start.get().ref(), passedOver);
            }
            next = directory.managerOf(candidate);
        }
        return toOwners(
                directory,
                requester,
                beneficiary,
                passedOver.isEmpty()
                        ? beneficiary.name() + " has no manager"
                        : "nobody up " + beneficiary.name() + "'s line can decide: " + Route.sentence(passedOver));
    }

    private static Route toOwners(Directory directory, PersonRef requester, PersonRef beneficiary, String because) {
        var owners = directory.owners().stream()
                .filter(Directory.Entry::active)
                .map(Directory.Entry::ref)
                .filter(owner -> !owner.isSameAs(requester) && !owner.isSameAs(beneficiary))
                .toList();
        if (!owners.isEmpty()) {
            return new Route.ToOwners(owners, beneficiary, because);
        }
        return new Route.Nowhere(because.substring(0, 1).toUpperCase(Locale.ROOT)
                + because.substring(1)
                + (directory.owners().isEmpty()
                        ? ", and no license owner is named"
                        : ", and none of the license owners may decide on this request"));
    }
}
