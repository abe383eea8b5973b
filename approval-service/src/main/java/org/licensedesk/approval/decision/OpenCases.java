package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.policy.LineManagerPolicy;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/** Makes cases of submitted requests, a whole batch in a handful of statements. */
@ApplicationScoped
public class OpenCases {

    private final Directories directories;
    private final ApprovalCases cases;
    private final Desk desk;
    private final Outbox outbox;

    OpenCases(Directories directories, ApprovalCases cases, Desk desk, Outbox outbox) {
        this.directories = directories;
        this.cases = cases;
        this.desk = desk;
        this.outbox = outbox;
    }

    /** A request and the event that told of it. */
    public record Submission(LicenseRequest request, Origin origin) {}

    /** Opens a case for each, on its way to whoever must say yes. */
    public void open(Handle tx, List<Submission> submissions) {
        directories.holdStill(tx);
        var directory = directories.current(tx);
        var opened = submissions.stream()
                .map(Submission::request)
                .map(request -> ApprovalCase.opened(
                        request, LineManagerPolicy.route(directory, request.requester(), request.beneficiary())))
                .toList();

        var events = new ArrayList<Outgoing>(opened.size());
        for (var i = 0; i < opened.size(); i++) {
            events.add(new Outgoing(opened.get(i).opening(), submissions.get(i).origin()));
        }
        var receipts = outbox.append(tx, events);
        var routed = new ArrayList<ApprovalCases.Routed>(opened.size());
        for (var i = 0; i < opened.size(); i++) {
            routed.add(new ApprovalCases.Routed(opened.get(i), receipts.get(i)));
        }
        cases.open(tx, routed);
        desk.filled(tx, routed);
    }
}
