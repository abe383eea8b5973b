package org.licensedesk.approval.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.policy.Route;
import org.licensedesk.chassis.web.Refusal;

class ApprovalCaseTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:42:00Z");
    private static final ZoneId ZONE = ZoneId.of("UTC");
    private final PersonRef kevin = person("Kevin Brown");
    private final PersonRef grace = person("Grace Duval");
    private final PersonRef omar = person("Omar Haddad");
    private final PersonRef ada = person("Ada Moreno");

    @Test
    void aNewCaseAsksItsApprovers() {
        var approvalCase = aCaseOf(kevin, grace);

        assertThat(approvalCase.opening()).isInstanceOfSatisfying(CaseEvent.ApprovalRequested.class, requested -> {
            assertThat(requested.approvers()).containsExactly(grace);
            assertThat(requested.why()).isEqualTo("Grace Duval is Kevin Brown's manager");
            assertThat(requested.dueAt()).isNull();
        });
    }

    @Test
    void aCaseThatNobodyCanDecideSaysSo() {
        var approvalCase =
                ApprovalCase.opened(aRequestOf(kevin, kevin), new Route.Nowhere("Kevin Brown has no manager"));

        assertThat(approvalCase.opening())
                .isInstanceOfSatisfying(
                        CaseEvent.ApprovalUnroutable.class,
                        unroutable -> assertThat(unroutable.cause()).isEqualTo("Kevin Brown has no manager"));
    }

    @Test
    void anApproverApproves() {
        var approvalCase = aCaseOf(kevin, grace);

        var event = approvalCase.decide(yes(grace, NOW), ZONE);

        assertThat(event).get().isInstanceOfSatisfying(CaseEvent.RequestApproved.class, approved -> {
            assertThat(approved.decidedBy()).isEqualTo(grace);
            assertThat(approved.requestId()).isEqualTo(approvalCase.request().id());
        });
        assertThat(approvalCase.state().status()).isEqualTo(CaseStatus.APPROVED);
    }

    @Test
    void anApproverRejectsWithAReason() {
        var approvalCase = aCaseOf(kevin, grace);

        var event = approvalCase.decide(no(grace, NOW), ZONE);

        assertThat(event)
                .get()
                .isInstanceOfSatisfying(
                        CaseEvent.RequestRejected.class,
                        rejected -> assertThat(rejected.reason()).isEqualTo("Use the team's workspace."));
    }

    @Test
    void aRejectionWithoutAReasonIsNone() {
        assertThatThrownBy(() -> new Decision.Rejected(grace, NOW, "  "))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a rejection states its reason");
    }

    @Test
    void aCaseIsDecidedOnlyOnce() {
        var approvalCase = aCaseOfTwoOwners(kevin, ada, omar);
        approvalCase.decide(yes(ada, NOW), ZONE);

        assertThatThrownBy(() -> approvalCase.decide(no(omar, NOW.plusSeconds(5)), ZONE))
                .isInstanceOfSatisfying(Refusal.class, refusal -> {
                    assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
                    assertThat(refusal.code()).isEqualTo("ALREADY_DECIDED");
                    assertThat(refusal.sentence()).isEqualTo("Already approved by Ada Moreno at 10:42.");
                    assertThat(refusal.members()).containsEntry("decidedAt", NOW);
                });
    }

    @Test
    void aDecisionOfAnotherDaySaysTheDay() {
        var approvalCase = aCaseOfTwoOwners(kevin, ada, omar);
        approvalCase.decide(no(ada, NOW), ZONE);

        assertThatThrownBy(() -> approvalCase.decide(yes(omar, NOW.plusSeconds(90_000)), ZONE))
                .hasMessage("Already rejected by Ada Moreno on 22 November at 10:42.");
    }

    @Test
    void theSameDecisionAgainByTheSamePersonChangesNothing() {
        var approvalCase = aCaseOf(kevin, grace);
        approvalCase.decide(yes(grace, NOW), ZONE);

        assertThat(approvalCase.decide(yes(grace, NOW.plusSeconds(1)), ZONE)).isEmpty();
        assertThat(approvalCase.state().decision())
                .get()
                .extracting(Decision::at)
                .isEqualTo(NOW);
    }

    @Test
    void theOppositeDecisionByTheSamePersonIsTooLate() {
        var approvalCase = aCaseOf(kevin, grace);
        approvalCase.decide(yes(grace, NOW), ZONE);

        assertThatThrownBy(() -> approvalCase.decide(no(grace, NOW), ZONE))
                .hasMessage("Already approved by Grace Duval at 10:42.");
    }

    @Test
    void nobodyDecidesOnTheirOwnRequest() {
        var approvalCase = aCaseOf(kevin, grace);

        assertThatThrownBy(() -> approvalCase.decide(yes(kevin, NOW), ZONE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("OWN_REQUEST"))
                .hasMessage("Nobody decides on their own request.");
    }

    @Test
    void nobodyDecidesOnWhatTheyWouldGet() {
        var approvalCase = aCaseOf(grace, kevin, omar);

        assertThatThrownBy(() -> approvalCase.decide(yes(kevin, NOW), ZONE))
                .hasMessage("Nobody decides on a request that is for themselves.");
    }

    @Test
    void anotherAccountWithTheRequestersEmailIsTheRequester() {
        var approvalCase = aCaseOf(kevin, grace);
        var disguised = new PersonRef(UUID.randomUUID(), kevin.email(), "Somebody Else");

        assertThatThrownBy(() -> approvalCase.decide(yes(disguised, NOW), ZONE))
                .hasMessage("Nobody decides on their own request.");
    }

    @Test
    void aRouteToWhomTheRequestConcernsBreaksAPromise() {
        assertThatThrownBy(() -> aCaseOf(kevin, kevin))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("leads to whom it concerns");
    }

    @Test
    void whoeverIsNotAskedDoesNotDecide() {
        var approvalCase = aCaseOf(kevin, grace);

        assertThatThrownBy(() -> approvalCase.decide(yes(omar, NOW), ZONE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.kind()).isEqualTo(Refusal.Kind.FORBIDDEN))
                .hasMessage("Only Grace Duval can decide on this request.");
    }

    @Test
    void reroutingTakesItAwayFromTheFormerApprover() {
        var approvalCase = aCaseOf(kevin, grace);

        var event = approvalCase.reroute(new Route.ToPerson(omar, kevin, List.of()), "Grace Duval was deactivated");

        assertThat(event).get().isInstanceOfSatisfying(CaseEvent.ApprovalRerouted.class, rerouted -> {
            assertThat(rerouted.approvers()).containsExactly(omar);
            assertThat(rerouted.cause()).isEqualTo("Grace Duval was deactivated");
        });
        assertThatThrownBy(() -> approvalCase.decide(yes(grace, NOW), ZONE)).isInstanceOf(Refusal.class);
    }

    @Test
    void reroutingToWhereItIsChangesNothing() {
        var approvalCase = aCaseOf(kevin, grace);

        assertThat(approvalCase.reroute(new Route.ToPerson(grace, kevin, List.of()), "Ada Moreno was added"))
                .isEmpty();
    }

    @Test
    void anUnroutableCaseFindsItsWayWhenOwnersAreNamed() {
        var approvalCase = ApprovalCase.opened(aRequestOf(kevin, kevin), new Route.Nowhere("no manager"));

        var event = approvalCase.reroute(
                new Route.ToOwners(List.of(ada), kevin, "Kevin Brown has no manager"),
                "Other license owners were named");

        assertThat(event).get().isInstanceOf(CaseEvent.ApprovalRerouted.class);
        assertThat(approvalCase.decide(yes(ada, NOW), ZONE)).isPresent();
    }

    @Test
    void aDecidedCaseIsNotRerouted() {
        var approvalCase = aCaseOf(kevin, grace);
        approvalCase.decide(yes(grace, NOW), ZONE);

        assertThat(approvalCase.reroute(new Route.ToPerson(omar, kevin, List.of()), "Grace Duval was deactivated"))
                .isEmpty();
        assertThat(approvalCase.state().asks(grace.id())).isTrue();
    }

    @Test
    void anOpenCaseIsWithdrawn() {
        var approvalCase = aCaseOf(kevin, grace);

        var event = approvalCase.withdraw(NOW, kevin.email(), "Not needed any more");

        assertThat(event)
                .get()
                .isInstanceOfSatisfying(
                        CaseEvent.ApprovalWithdrawn.class,
                        withdrawn -> assertThat(withdrawn.wasApproved()).isFalse());
        assertThatThrownBy(() -> approvalCase.decide(yes(grace, NOW), ZONE))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("WITHDRAWN"))
                .hasMessage("This request was withdrawn at 10:42.");
    }

    @Test
    void anApprovedCaseIsWithdrawnAndRemembersItsApproval() {
        var approvalCase = aCaseOf(kevin, grace);
        approvalCase.decide(yes(grace, NOW), ZONE);

        var event = approvalCase.withdraw(NOW.plusSeconds(60), kevin.email(), null);

        assertThat(event)
                .get()
                .isInstanceOfSatisfying(
                        CaseEvent.ApprovalWithdrawn.class,
                        withdrawn -> assertThat(withdrawn.wasApproved()).isTrue());
        assertThat(approvalCase.state().decision()).isPresent();
    }

    @Test
    void ofARejectedCaseThereIsNothingToWithdraw() {
        var approvalCase = aCaseOf(kevin, grace);
        approvalCase.decide(no(grace, NOW), ZONE);

        assertThat(approvalCase.withdraw(NOW, kevin.email(), null)).isEmpty();
        assertThat(approvalCase.state().status()).isEqualTo(CaseStatus.REJECTED);
    }

    private static ApprovalCase aCaseOf(PersonRef requester, PersonRef approver) {
        return aCaseOf(requester, requester, approver);
    }

    private static ApprovalCase aCaseOf(PersonRef requester, PersonRef beneficiary, PersonRef approver) {
        return ApprovalCase.opened(
                aRequestOf(requester, beneficiary), new Route.ToPerson(approver, beneficiary, List.of()));
    }

    private static ApprovalCase aCaseOfTwoOwners(PersonRef requester, PersonRef one, PersonRef other) {
        return ApprovalCase.opened(
                aRequestOf(requester, requester), new Route.ToOwners(List.of(one, other), requester, "no manager"));
    }

    private static LicenseRequest aRequestOf(PersonRef requester, PersonRef beneficiary) {
        return new LicenseRequest(
                UUID.randomUUID(),
                "PROJECT_PLAN3",
                "Project Plan 3",
                requester,
                beneficiary,
                "We take over the migration plan in June.",
                null,
                null,
                NOW.minusSeconds(3600),
                null);
    }

    private static Decision yes(PersonRef by, Instant at) {
        return new Decision.Approved(by, at, null);
    }

    private static Decision no(PersonRef by, Instant at) {
        return new Decision.Rejected(by, at, "Use the team's workspace.");
    }

    private static PersonRef person(String name) {
        return new PersonRef(UUID.randomUUID(), name.toLowerCase().replace(' ', '.') + "@harbour.example", name);
    }
}
