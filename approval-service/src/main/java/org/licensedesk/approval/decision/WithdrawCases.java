package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;

/** Ends the cases of withdrawn requests: the open and the approved ones; of a rejected one there is nothing to end. */
@ApplicationScoped
public class WithdrawCases {

    private final ApprovalCases cases;
    private final Outbox outbox;

    WithdrawCases(ApprovalCases cases, Outbox outbox) {
        this.cases = cases;
        this.outbox = outbox;
    }

    /** A withdrawn request: when, by whom and why, and the event that told of it. */
    public record Withdrawal(UUID requestId, Instant at, String by, String reason, Origin origin) {}

    /** Ends the case of each. */
    public void withdraw(Handle tx, List<Withdrawal> withdrawals) {
        var events = new ArrayList<Outgoing>();
        var inOrder = new ArrayList<>(withdrawals);
        inOrder.sort(Comparator.comparing(withdrawal -> withdrawal.requestId().toString())); // locks in one order
        for (var withdrawal : inOrder) {
            var approvalCase = cases.lock(tx, withdrawal.requestId(), withdrawal.by())
                    .orElseThrow(() -> new IllegalStateException("Request " + withdrawal.requestId()
                            + " was withdrawn but never submitted: its events come in order"))
                    .approvalCase();
            approvalCase
                    .withdraw(withdrawal.at(), withdrawal.by(), withdrawal.reason())
                    .ifPresent(event -> {
                        if (approvalCase.state() instanceof CaseState.Withdrawn withdrawn) {
                            cases.withdraw(tx, withdrawal.requestId(), withdrawn);
                        }
                        events.add(new Outgoing(event, withdrawal.origin()));
                    });
        }
        if (!events.isEmpty()) {
            outbox.append(tx, events);
        }
    }
}
