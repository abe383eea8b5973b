package org.licensedesk.approval.decision;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.approval.people.NamedPerson;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.policy.LineManagerPolicy;
import org.licensedesk.approval.policy.Route;
import org.licensedesk.chassis.web.Refusal;

/** One request waiting for a yes or a no. Decided once, never reopened, and never by whom it concerns. */
final class ApprovalCase {

    private final LicenseRequest request;
    private final int stage;
    private CaseState state;

    private ApprovalCase(LicenseRequest request, int stage, CaseState state) {
        this.request = Objects.requireNonNull(request, "request");
        this.stage = stage;
        this.state = Objects.requireNonNull(state, "state");
    }

    /** A new case, on its way to whoever the route names. */
    static ApprovalCase opened(LicenseRequest request, Route route) {
        return new ApprovalCase(request, LineManagerPolicy.STAGE, routed(request, route));
    }

    /** A case as it was kept. */
    static ApprovalCase kept(LicenseRequest request, int stage, CaseState state) {
        return new ApprovalCase(request, stage, state);
    }

    /** The fact that follows from having been opened. */
    CaseEvent opening() {
        return state.fold(
                waiting -> new CaseEvent.ApprovalRequested(
                        request.id(),
                        request.sku(),
                        request.productName(),
                        request.requester(),
                        request.beneficiary(),
                        stage,
                        waiting.approvers(),
                        waiting.why(),
                        null),
                unroutable -> unroutable(unroutable.cause()),
                decided -> {
                    throw new IllegalStateException("Case " + request.id() + " is decided, not just opened");
                },
                withdrawn -> {
                    throw new IllegalStateException("Case " + request.id() + " is withdrawn, not just opened");
                });
    }

    /** Refuses everybody who may not decide this case now, whatever they would say. Whoever has decided it may say the same again. */
    void admit(UUID person, String email) {
        if (request.concerns(email)
                || (person != null
                        && (person.equals(request.requester().id())
                                || person.equals(request.beneficiary().id())))) {
            throw Refusal.forbidden(
                    "OWN_REQUEST",
                    email.equals(request.requester().email())
                            ? "Nobody decides on their own request."
                            : "Nobody decides on a request that is for themselves.");
        }
        if (!state.asks(person)) {
            throw Refusal.forbidden(
                    "NOT_AN_APPROVER",
                    state.approvers().isEmpty()
                            ? "Nobody can decide on this request at the moment: it is in the queue of unroutable requests."
                            : "Only " + names() + " can decide on this request.");
        }
    }

    /** Decides. Empty when this very decision by this very person was made before. The zone is that of the clock on the wall, for the sentence that says who was quicker. */
    Optional<CaseEvent> decide(Decision decision, ZoneId zone) {
        admit(decision.by().id(), decision.by().email());
        var earlier = state.decision();
        if (earlier.isPresent()
                && earlier.get().by().isSameAs(decision.by())
                && earlier.get().verdict() == decision.verdict()) {
            return Optional.empty();
        }
        return Optional.of(state.<CaseEvent>fold(
                waiting -> {
                    state = new CaseState.Decided(decision, waiting.approvers());
                    return decided(decision);
                },
                unroutable -> {
                    throw new IllegalStateException("Admitted somebody to case " + request.id() + " that asks nobody");
                },
                decided -> {
                    throw alreadyDecided(decided.by(), decision.at(), zone);
                },
                withdrawn -> {
                    throw Refusal.conflict(
                                    "WITHDRAWN",
                                    "This request was withdrawn " + ClockTime.of(withdrawn.at(), decision.at(), zone)
                                            + ".")
                            .with("withdrawnAt", withdrawn.at());
                }));
    }

    /** Goes where the route leads now. Empty when that is where it is, or when it is over. */
    Optional<CaseEvent> reroute(Route route, String cause) {
        var next = routed(request, route);
        return state.fold(
                waiting -> moved(next, cause),
                unroutable -> moved(next, cause),
                decided -> Optional.empty(),
                withdrawn -> Optional.empty());
    }

    /** Ends because nobody wants it any more. Empty when it was rejected or withdrawn before: then there is nothing to end. */
    Optional<CaseEvent> withdraw(Instant at, String by, String reason) {
        return state.fold(
                waiting -> withdrawn(at, by, reason, null),
                unroutable -> withdrawn(at, by, reason, null),
                decided -> decided.by().fold(yes -> withdrawn(at, by, reason, yes), no -> Optional.empty()),
                withdrawn -> Optional.empty());
    }

    LicenseRequest request() {
        return request;
    }

    int stage() {
        return stage;
    }

    CaseState state() {
        return state;
    }

    private static CaseState routed(LicenseRequest request, Route route) {
        var state = CaseState.of(route);
        if (state.approvers().stream().anyMatch(request::concerns)) {
            throw new IllegalStateException("The route of request " + request.id() + " leads to whom it concerns");
        }
        return state;
    }

    private Optional<CaseEvent> moved(CaseState next, String cause) {
        if (next.equals(state)) {
            return Optional.empty();
        }
        state = next;
        return Optional.of(next.fold(
                waiting -> new CaseEvent.ApprovalRerouted(
                        request.id(),
                        request.sku(),
                        request.productName(),
                        request.requester(),
                        request.beneficiary(),
                        stage,
                        waiting.approvers(),
                        waiting.why(),
                        null,
                        cause),
                unroutable -> unroutable(unroutable.cause()),
                decided -> {
                    throw new IllegalStateException("A route decided case " + request.id());
                },
                withdrawn -> {
                    throw new IllegalStateException("A route withdrew case " + request.id());
                }));
    }

    private Optional<CaseEvent> withdrawn(Instant at, String by, String reason, Decision after) {
        state = new CaseState.Withdrawn(at, by, reason, after, state.approvers());
        return Optional.of(new CaseEvent.ApprovalWithdrawn(
                request.id(),
                request.sku(),
                request.productName(),
                request.requester(),
                request.beneficiary(),
                reason,
                after != null,
                request.licensePackage()));
    }

    private CaseEvent decided(Decision decision) {
        return decision.fold(
                approved -> new CaseEvent.RequestApproved(
                        request.id(),
                        request.sku(),
                        request.productName(),
                        request.requester(),
                        request.beneficiary(),
                        request.endsOn(),
                        stage,
                        approved.by(),
                        approved.reason(),
                        request.licensePackage()),
                rejected -> new CaseEvent.RequestRejected(
                        request.id(),
                        request.sku(),
                        request.productName(),
                        request.requester(),
                        request.beneficiary(),
                        request.endsOn(),
                        stage,
                        rejected.by(),
                        rejected.reason()));
    }

    private CaseEvent unroutable(String cause) {
        return new CaseEvent.ApprovalUnroutable(
                request.id(), request.sku(), request.productName(), request.requester(), request.beneficiary(), cause);
    }

    private String names() {
        return state.approvers().stream().map(PersonRef::name).collect(Collectors.joining(" or "));
    }

    private static Refusal alreadyDecided(Decision earlier, Instant now, ZoneId zone) {
        return Refusal.conflict(
                        "ALREADY_DECIDED",
                        "Already " + earlier.verdict().pastTense() + " by "
                                + earlier.by().name() + " " + ClockTime.of(earlier.at(), now, zone) + ".")
                .with("decision", earlier.verdict())
                .with("decidedBy", NamedPerson.of(earlier.by()))
                .with("decidedAt", earlier.at());
    }
}
