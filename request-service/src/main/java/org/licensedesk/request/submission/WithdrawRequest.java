package org.licensedesk.request.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.messaging.Outgoing;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.tracking.RequestStatus;
import org.licensedesk.request.tracking.TrackedRequests;

/** Takes a request back while there is no seat yet. */
@ApplicationScoped
public class WithdrawRequest {
    private static final int LONGEST_REASON = 2_000;

    private final Database database;
    private final LicenseRequests requests;
    private final TrackedRequests tracked;
    private final Outbox outbox;
    private final Clock clock;

    WithdrawRequest(Database database, LicenseRequests requests, TrackedRequests tracked, Outbox outbox, Clock clock) {
        this.database = database;
        this.requests = requests;
        this.tracked = tracked;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Takes it back; a second time it changes nothing. */
    void withdraw(UUID id, String reason, Asker asker) {
        var why = checked(reason);
        database.doInTransaction(tx -> {
            var withdrawn =
                    requests.withdraw(tx, id, asker, clock.instant(), "Withdrawn by " + asker.name() + quoted(why));
            if (withdrawn.isPresent()) {
                outbox.append(tx, Origin.by(asker.email()), withdrawn.get().event(why));
            } else {
                refuseUnlessAlreadyWithdrawn(tx, id, asker);
            }
        });
    }

    /** Takes back all open requests of somebody who is no longer there, in the name of the system. */
    public void withdrawAllOf(Handle tx, UUID person, EventEnvelope cause) {
        var why = "The person the license was for has left";
        var events = requests.withdrawAllOf(tx, person, clock.instant(), "Withdrawn: the beneficiary has left").stream()
                .map(withdrawn -> new Outgoing(
                        withdrawn.event(why + ": " + withdrawn.beneficiary().name() + "."),
                        Origin.causedBy(cause, "system")))
                .toList();
        if (!events.isEmpty()) {
            outbox.append(tx, events);
        }
    }

    private void refuseUnlessAlreadyWithdrawn(Handle tx, UUID id, Asker asker) {
        var request = tracked.find(tx, id).orElseThrow(() -> Refusal.notFound("There is no such request."));
        if (!asker.administrator() && !request.belongsTo(asker.email())) {
            throw Refusal.hidden("There is no such request.");
        }
        if (request.status() == RequestStatus.WITHDRAWN) {
            return;
        }
        throw Refusal.conflict(
                "NOT_OPEN",
                switch (request.status()) {
                    case ASSIGNED -> "There is a seat already: return the seat instead.";
                    case REJECTED -> "It was already rejected.";
                    case EXPIRED -> "It has already expired.";
                    case ENDED -> "It has already ended.";
                    case SUBMITTED, WAITING_FOR_APPROVAL, APPROVED, WAITLISTED, PARTIALLY_ASSIGNED, WITHDRAWN ->
                        throw new IllegalStateException("request " + id + " is open and was not withdrawn");
                });
    }

    private static String checked(String reason) {
        if (reason == null || reason.isBlank()) {
            return null;
        }
        if (reason.codePointCount(0, reason.length()) > LONGEST_REASON) {
            throw Refusal.invalid("reason", "Keep the reason under 2,000 characters.");
        }
        if (reason.indexOf('\u0000') >= 0) {
            throw Refusal.invalid("reason", "The text contains a character that cannot be stored.");
        }
        return reason;
    }

    private static String quoted(String reason) {
        return reason == null ? "" : ": “" + reason + "”";
    }
}
