package org.licensedesk.approval.decision;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.policy.Route;

/** How far a case is. Waiting and unroutable are open; decided and withdrawn are the end of it, except that an approved one may still be withdrawn. */
sealed interface CaseState permits CaseState.Waiting, CaseState.Unroutable, CaseState.Decided, CaseState.Withdrawn {

    /** Answers one question for every state. */
    <T> T fold(
            Function<? super Waiting, ? extends T> waiting,
            Function<? super Unroutable, ? extends T> unroutable,
            Function<? super Decided, ? extends T> decided,
            Function<? super Withdrawn, ? extends T> withdrawn);

    /** Whom the case was with: now while it waits, at last when it is over. */
    List<PersonRef> approvers();

    /** The decision, if there was one. */
    default Optional<Decision> decision() {
        return fold(
                waiting -> Optional.empty(),
                unroutable -> Optional.empty(),
                decided -> Optional.of(decided.by()),
                withdrawn -> Optional.ofNullable(withdrawn.after()));
    }

    /** Whether this person was asked, now or at last. */
    default boolean asks(UUID person) {
        return person != null && approvers().stream().anyMatch(approver -> person.equals(approver.id()));
    }

    /** How the database calls it. */
    default CaseStatus status() {
        return fold(
                waiting -> CaseStatus.WAITING,
                unroutable -> CaseStatus.UNROUTABLE,
                decided -> decided.by().fold(yes -> CaseStatus.APPROVED, no -> CaseStatus.REJECTED),
                withdrawn -> CaseStatus.WITHDRAWN);
    }

    /** Where a route leads. */
    static CaseState of(Route route) {
        return route.fold(
                person -> new Waiting(List.of(person.approver()), person.why(), person.whyYou()),
                owners -> new Waiting(owners.owners(), owners.why(), owners.whyYou()),
                nowhere -> new Unroutable(nowhere.cause()));
    }

    /** Any one of these persons decides. */
    record Waiting(List<PersonRef> approvers, String why, String whyYou) implements CaseState {
        public Waiting {
            approvers = List.copyOf(approvers);
            if (approvers.isEmpty()) {
                throw new IllegalArgumentException("a waiting case waits for somebody");
            }
            Objects.requireNonNull(why, "why");
            Objects.requireNonNull(whyYou, "whyYou");
        }

        @Override
        public <T> T fold(
                Function<? super Waiting, ? extends T> waiting,
                Function<? super Unroutable, ? extends T> unroutable,
                Function<? super Decided, ? extends T> decided,
                Function<? super Withdrawn, ? extends T> withdrawn) {
            return waiting.apply(this);
        }
    }

    /** Nobody can decide until an administrator helps. */
    record Unroutable(String cause) implements CaseState {
        public Unroutable {
            Objects.requireNonNull(cause, "cause");
        }

        @Override
        public List<PersonRef> approvers() {
            return List.of();
        }

        @Override
        public <T> T fold(
                Function<? super Waiting, ? extends T> waiting,
                Function<? super Unroutable, ? extends T> unroutable,
                Function<? super Decided, ? extends T> decided,
                Function<? super Withdrawn, ? extends T> withdrawn) {
            return unroutable.apply(this);
        }
    }

    /** Somebody said yes or no. */
    record Decided(Decision by, List<PersonRef> approvers) implements CaseState {
        public Decided {
            approvers = List.copyOf(approvers);
        }

        @Override
        public <T> T fold(
                Function<? super Waiting, ? extends T> waiting,
                Function<? super Unroutable, ? extends T> unroutable,
                Function<? super Decided, ? extends T> decided,
                Function<? super Withdrawn, ? extends T> withdrawn) {
            return decided.apply(this);
        }
    }

    /**
     * Nobody wants it any more.
     *
     * @param by the email of whoever withdrew it, or {@code system}
     * @param after the approval it had already, or null
     */
    record Withdrawn(Instant at, String by, String reason, Decision after, List<PersonRef> approvers)
            implements CaseState {
        public Withdrawn {
            approvers = List.copyOf(approvers);
        }

        @Override
        public <T> T fold(
                Function<? super Waiting, ? extends T> waiting,
                Function<? super Unroutable, ? extends T> unroutable,
                Function<? super Decided, ? extends T> decided,
                Function<? super Withdrawn, ? extends T> withdrawn) {
            return withdrawn.apply(this);
        }
    }
}
