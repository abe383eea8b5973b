package org.licensedesk.approval.decision;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;
import org.licensedesk.chassis.web.WebSettings;

/** One person decides one case. The first committed decision stands. */
@ApplicationScoped
class DecideCase {

    /** The most characters a reason may have. */
    static final int LONGEST_REASON = 2000;

    private final Database database;
    private final ApprovalCases cases;
    private final Outbox outbox;
    private final Clock clock;
    private final WebSettings web;

    DecideCase(Database database, ApprovalCases cases, Outbox outbox, Clock clock, WebSettings web) {
        this.database = database;
        this.cases = cases;
        this.outbox = outbox;
        this.clock = clock;
        this.web = web;
    }

    /** Decides and answers the case as it is then; the same decision again by the same person changes nothing. */
    ApprovalCases.Found decide(UUID requestId, Viewer viewer, Verdict verdict, String reason) {
        return database.inTransaction(tx -> decide(tx, requestId, viewer, verdict, reason));
    }

    private ApprovalCases.Found decide(Handle tx, UUID requestId, Viewer viewer, Verdict verdict, String reason) {
        var found = cases.lock(tx, requestId, viewer.email()).orElseThrow(Viewer::unknown);
        viewer.mustSee(found);
        var approvalCase = found.approvalCase();
        approvalCase.admit(found.viewerIsActive() ? found.viewer().id() : null, viewer.email());

        var decision =
                decision(verdict, found.viewer(), notBefore(found.routedBy().time()), reason);
        approvalCase.decide(decision, web.zone()).ifPresent(event -> {
            if (!cases.decide(tx, requestId, approvalCase.state().status(), decision)) {
                throw new IllegalStateException("Case " + requestId
                        + " was admitted and locked, yet the deciding statement found it otherwise");
            }
            outbox.append(
                    tx,
                    new Origin(
                            viewer.email(),
                            found.routedBy().id(),
                            decision.at(),
                            Origin.by(viewer.email()).traceparent()),
                    event);
        });
        return found;
    }

    private Instant notBefore(Instant routedAt) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        var earliest = routedAt.plus(1, ChronoUnit.MICROS);
        return now.isBefore(earliest) ? earliest : now;
    }

    private static Decision decision(Verdict verdict, PersonRef by, Instant at, String typed) {
        var reason = Typed.orNull(typed);
        if (reason != null && reason.length() > LONGEST_REASON) {
            throw Refusal.invalid("reason", "The reason has up to 2,000 characters.");
        }
        if (reason != null && reason.indexOf('\0') >= 0) {
            throw Refusal.invalid("reason", "The reason has a character in it that is none.");
        }
        return switch (verdict) {
            case APPROVE -> new Decision.Approved(by, at, reason);
            case REJECT -> {
                if (reason == null) {
                    throw Refusal.invalid("reason", "Say why you reject it: the requester reads this.");
                }
                yield new Decision.Rejected(by, at, reason);
            }
        };
    }
}
