package org.licensedesk.request.submission;

import jakarta.enterprise.context.ApplicationScoped;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.tracking.TrackedRequest;

/** Submits a request: one transaction, one event. */
@ApplicationScoped
class SubmitRequest {
    private static final int LONGEST_KEY = 200;

    private final Database database;
    private final LicenseRequests requests;
    private final Outbox outbox;
    private final Clock clock;

    SubmitRequest(Database database, LicenseRequests requests, Outbox outbox, Clock clock) {
        this.database = database;
        this.requests = requests;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** The id of a request, and the request itself unless it had been submitted before. */
    record Submission(UUID id, Optional<TrackedRequest> justSubmitted) {
        static Submission earlier(UUID id) {
            return new Submission(id, Optional.empty());
        }
    }

    /** Submits, or finds what the same person submitted with the same key. */
    Submission submit(Asked sent, String idempotencyKey, Asker asker) {
        var now = clock.instant();
        sent.check(LocalDate.ofInstant(now, ZoneOffset.UTC));
        var key = checkedKey(idempotencyKey);
        return database.inTransaction(tx -> {
            var extended = extended(tx, sent, asker);
            var asked =
                    extended == null || sent.beneficiary() != null ? sent : sent.forBeneficiary(extended.beneficiary());
            // in this order: a request of the same click that shows in the circumstances is found by its key afterwards
            var circumstances = requests.circumstances(tx, asked, extended, asker);
            var earlier = sentBefore(tx, asked, key, asker);
            if (earlier.isPresent()) {
                return earlier.get();
            }
            var request = LicenseRequest.submit(Ids.next(), asked, circumstances);
            if (!requests.add(tx, request, now, key)) {
                // somebody was quicker by a moment: the same click, or another request for the same
                return sentBefore(tx, asked, key, asker)
                        .orElseThrow(() -> LicenseRequest.alreadyOpen(
                                requests.circumstances(tx, asked, extended, asker),
                                request.requester().equals(request.beneficiary())));
            }
            outbox.append(tx, Origin.by(asker.email()), request.submitted());
            return new Submission(request.id(), Optional.of(request.tracked(now)));
        });
    }

    private Extended extended(Handle tx, Asked sent, Asker asker) {
        if (sent.extended() == null) {
            return null;
        }
        var extended = requests.extended(tx, sent.extended(), asker).orElseThrow(Extended::unknown);
        if (!extended.isTheirs()) {
            throw Extended.hidden();
        }
        return extended;
    }

    private Optional<Submission> sentBefore(Handle tx, Asked asked, String key, Asker asker) {
        if (key == null) {
            return Optional.empty();
        }
        return requests.sentWith(tx, asker.email(), key).map(earlier -> {
            if (!MessageDigest.isEqual(earlier.fingerprint(), asked.fingerprint())) {
                throw Refusal.conflict(
                        "IDEMPOTENCY_KEY_USED", "This idempotency key was sent before, with another request.");
            }
            return Submission.earlier(earlier.id());
        });
    }

    private static String checkedKey(String key) {
        if (key == null || key.isBlank()) {
            return null;
        }
        if (key.length() > LONGEST_KEY || !key.chars().allMatch(c -> c > ' ' && c < 127)) {
            throw Refusal.invalid(
                    "Idempotency-Key", "An idempotency key has up to " + LONGEST_KEY + " visible ASCII characters.");
        }
        return key;
    }
}
