package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.DirectoryChange;
import org.licensedesk.approval.people.FollowsTheDirectory;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.policy.LineManagerPolicy;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/**
 * Sends open cases where they belong by the directory as it is now, in the transaction that changed it: nobody ever finds a
 * case with an approver who was not one at that moment. Unroutable ones find their way in the same step.
 */
@ApplicationScoped
class RerouteCases implements FollowsTheDirectory {

    private final Directories directories;
    private final ApprovalCases cases;
    private final Desk desk;
    private final Outbox outbox;

    RerouteCases(Directories directories, ApprovalCases cases, Desk desk, Outbox outbox) {
        this.directories = directories;
        this.cases = cases;
        this.desk = desk;
        this.outbox = outbox;
    }

    @Override
    public int directoryChanged(Handle tx, DirectoryChange change) {
        var open = cases.lockOpen(tx);
        if (open.isEmpty()) {
            return 0;
        }
        var directory = directories.all(tx);
        var moved = new ArrayList<ApprovalCase>();
        var events = new ArrayList<Outgoing>();
        var here = Origin.system();
        for (var approvalCase : open) {
            var request = approvalCase.request();
            var cause = cause(approvalCase, directory, change);
            approvalCase
                    .reroute(
                            LineManagerPolicy.route(directory, request.requester(), request.beneficiary()),
                            cause.sentence())
                    .ifPresent(event -> {
                        moved.add(approvalCase);
                        events.add(new Outgoing(event, here.following(cause.event())));
                    });
        }
        if (moved.isEmpty()) {
            return 0;
        }
        var receipts = outbox.append(tx, events);
        var routed = new ArrayList<ApprovalCases.Routed>(moved.size());
        for (var i = 0; i < moved.size(); i++) {
            routed.add(new ApprovalCases.Routed(moved.get(i), receipts.get(i)));
        }
        cases.reroute(tx, routed);
        desk.filled(tx, routed);
        return moved.size();
    }

    /** What moved the case: a change of who had it, else of the beneficiary, else of the nearest person up the line. */
    private static DirectoryChange.Fact cause(ApprovalCase approvalCase, Directory directory, DirectoryChange change) {
        return approvers(approvalCase).stream()
                .map(change::about)
                .flatMap(Optional::stream)
                .findFirst()
                .or(() -> upTheLine(approvalCase.request().beneficiary(), directory, change))
                .orElse(change.whole());
    }

    private static List<UUID> approvers(ApprovalCase approvalCase) {
        return approvalCase.state().approvers().stream().map(PersonRef::id).toList();
    }

    private static Optional<DirectoryChange.Fact> upTheLine(
            PersonRef beneficiary, Directory directory, DirectoryChange change) {
        var seen = new HashSet<UUID>();
        var person = directory.person(beneficiary.email());
        while (person.isPresent() && seen.add(person.get().id())) {
            var fact = change.about(person.get().id());
            if (fact.isPresent()) {
                return fact;
            }
            person = directory.managerOf(person.get());
        }
        return Optional.empty();
    }
}
