package org.licensedesk.approval.decision;

import java.time.Instant;
import java.util.Objects;
import java.util.function.Function;
import org.licensedesk.approval.people.PersonRef;

/** Yes or no, by a person, at a time, with a reason. Belongs to one stage. */
public sealed interface Decision permits Decision.Approved, Decision.Rejected {

    /** Who decided. */
    PersonRef by();

    /** When. */
    Instant at();

    /** Why, in the person's own words; null where nothing was said. */
    String reason();

    /** Answers one question for every kind of decision. */
    <T> T fold(Function<? super Approved, ? extends T> ifApproved, Function<? super Rejected, ? extends T> ifRejected);

    /** What was decided. */
    default Verdict verdict() {
        return fold(approved -> Verdict.APPROVE, rejected -> Verdict.REJECT);
    }

    /** A yes. */
    record Approved(PersonRef by, Instant at, String reason) implements Decision {
        public Approved {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
        }

        @Override
        public <T> T fold(
                Function<? super Approved, ? extends T> ifApproved,
                Function<? super Rejected, ? extends T> ifRejected) {
            return ifApproved.apply(this);
        }
    }

    /** A no, which always says why. */
    record Rejected(PersonRef by, Instant at, String reason) implements Decision {
        public Rejected {
            Objects.requireNonNull(by, "by");
            Objects.requireNonNull(at, "at");
            if (reason == null || reason.isBlank()) {
                throw new IllegalArgumentException("a rejection states its reason");
            }
        }

        @Override
        public <T> T fold(
                Function<? super Approved, ? extends T> ifApproved,
                Function<? super Rejected, ? extends T> ifRejected) {
            return ifRejected.apply(this);
        }
    }
}
