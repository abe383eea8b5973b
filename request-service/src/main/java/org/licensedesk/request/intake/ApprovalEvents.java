package org.licensedesk.request.intake;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.licensedesk.chassis.messaging.Received;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.Move;

/** Our views of what approval-service tells about a request. */
final class ApprovalEvents {
    private ApprovalEvents() {}

    /** It came to its approvers, for the first time or anew. */
    record RoutedView(UUID requestId, List<PersonRef> approvers, String why, Instant dueAt) {
        static Move move(Received<RoutedView> event) {
            var routed = event.body();
            return Move.waitingFor(
                    routed.requestId(), event.envelope().time(), routed.approvers(), routed.why(), routed.dueAt());
        }
    }

    /** Nobody can decide it. */
    record UnroutableView(UUID requestId, String cause) {
        static Move move(Received<UnroutableView> event) {
            return Move.unroutable(
                    event.body().requestId(),
                    event.envelope().time(),
                    event.body().cause());
        }
    }

    /** Somebody decided. */
    record DecidedView(UUID requestId, PersonRef decidedBy, String reason) {
        static Move approval(Received<DecidedView> event) {
            var decided = event.body();
            return Move.approved(decided.requestId(), event.envelope().time(), decided.decidedBy());
        }

        static Move rejection(Received<DecidedView> event) {
            var decided = event.body();
            return Move.rejected(decided.requestId(), event.envelope().time(), decided.decidedBy(), decided.reason());
        }
    }
}
