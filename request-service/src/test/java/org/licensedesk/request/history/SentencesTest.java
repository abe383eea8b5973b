package org.licensedesk.request.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.licensedesk.chassis.messaging.EventEnvelope;
import org.licensedesk.chassis.testing.Contracts;
import org.licensedesk.chassis.testing.Envelopes;

class SentencesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Envelopes events = new Envelopes();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RequestSubmitted   | Lena Fischer asked for Project Plan 3 for Kevin Brown until 30 June 2027: “We take over the migration plan from the Rotterdam office in June and need dependencies between tasks.”
            RequestWithdrawn   | Kevin Brown withdrew the request for Project Plan 3: “The Rotterdam office keeps the plan.”
            ApprovalRequested  | Kevin Brown's request for Project Plan 3 went to Grace Duval: Grace Duval is Kevin Brown's manager
            ApprovalRerouted   | Kevin Brown's request for Project Plan 3 was passed on to Omar Haddad (Grace Duval has left): Omar Haddad is Grace Duval's manager
            ApprovalUnroutable | Nobody can decide Kevin Brown's request for Project Plan 3: Kevin Brown has no manager and no license owner is named
            RequestApproved    | Grace Duval approved Kevin Brown's request for Project Plan 3: “Needed for the migration.”
            RequestRejected    | Grace Duval rejected Kevin Brown's request for Project Plan 3: “Use the team's workspace.”
            ApprovalWithdrawn  | The approval of Kevin Brown's request for Project Plan 3 is void, since it was withdrawn
            SeatAssigned       | Kevin Brown was given a seat of Project Plan 3 until 30 June 2027 (4 of 5 seats in use)
            ReasonAdded        | Kevin Brown was given Project Plan 3 once more: the seat that is held already has one more reason to stay
            ReasonEnded        | One of the reasons for Kevin Brown's seat of Project Plan 3 ended: It was wanted until 30 June 2027. The seat stays for another reason
            SeatReleased       | Kevin Brown's seat of Project Plan 3 was released: Returned by Kevin Brown (3 of 5 seats in use)
            Waitlisted         | No seat of Project Plan 3 could be given at once: Kevin Brown went on the waiting list
            WaitingPlaceEnded  | Kevin Brown left the waiting list for Project Plan 3: The request was withdrawn
            AssignmentRefused  | Kevin Brown was given no seat of Project Plan 3: Kevin Brown has left
            ClaimPolicyChanged | Kevin Brown let the members of Project leads have Project Plan 3 on demand, at most 10 a day and 3 a day to one department, or else Project Plan 1
            ClaimServed        | Kevin Brown claimed Project Plan 3 and was given Project Plan 1 instead
            ClaimRefused       | Kevin Brown claimed Project Plan 3 and was given nothing: 10 seats of Project Plan 3 may be given on demand in a day, and today's are gone: the next from 23 November 2026, 00:00 UTC
            ProductDefined     | Kevin Brown changed Project Plan 3 (PROJECT_PLAN3; price and roles) at 28.10 EUR a month, with the role Project Manager, for holders of PROJECT_PLAN1, not together with PROJECT_ESSENTIALS
            ReasonBlocked      | Kevin Brown cannot have Project Plan 3 yet: Kevin Brown holds Project Plan 1, which cannot be held together with Project Plan 3
            SeatRolesChanged   | Kevin Brown changed the roles that come with Kevin Brown's seat of Project Plan 3: now Project Manager
            PoolStateChanged   | Project Plan 3 is in its grace period: no new seats are given (set by Kevin Brown)
            PackageDefined     | Kevin Brown defined the package Starter kit for engineers (ENGINEER_STARTER): PROJECT_PLAN3 and VISIOCLIENT, for 365 days each
            PackageDeleted     | Kevin Brown took the package Starter kit for engineers (ENGINEER_STARTER) out of the catalogue; what was given through it stays
            PoolResized        | Kevin Brown bought 3 seats of Project Plan 3: now 8, 3 in use
            LotAdded           | Kevin Brown recorded an order of 20 seats of Project Plan 3 from 1 January 2027 until 31 December 2027 (PO-2026-0417)
            LotBegan           | The term of 20 seats of Project Plan 3 began (PO-2026-0417) until 31 December 2027
            LotEnded           | The term of 20 seats of Project Plan 3 ended (PO-2026-0417)
            SeatEndsSoon       | Kevin Brown was reminded that the seat of Project Plan 3 ends on 30 June 2027
            UsageReported      | Kevin Brown reported the use of Project Plan 3 (412 rows, 3 rows rejected)
            PastDaysReported   | Kevin Brown brought in how many seats of Project Plan 3 were bought and used from 3 August 2026 to 15 November 2026 (84 rows, 2 rows rejected)
            ReclaimStarted     | Kevin Brown asked 12 holders of unused seats of Project Plan 3 to keep or release them by 6 December 2026; whoever does not answer loses the seat
            ReclaimAsked       | Kevin Brown was asked whether the seat of Project Plan 3 is still needed: last used on 3 August 2026, to answer by 6 December 2026
            ReclaimAnswered    | Kevin Brown released the unused seat of Project Plan 3
            ReclaimUnanswered  | Kevin Brown did not say whether the seat of Project Plan 3 is still needed: it is kept. It was used again in the meantime
            ReclaimEnded       | The holders of unused seats of Project Plan 3 have had their time to answer: of 12 who were asked, 5 keep the seat and 6 gave it up
            ProductPutOnGroup  | Kevin Brown put Project Plan 3 on the group Design: its 12 members get a seat of it
            ProductTakenOffGroup | Kevin Brown took Project Plan 3 off the group Design
            InvitationSent     | Kevin Brown invited carla.moreno@studio.example to a seat of Project Plan 3
            InvitationReminded | carla.moreno@studio.example was reminded of the invitation to a seat of Project Plan 3
            InvitationAccepted | carla.moreno@studio.example accepted the invitation to a seat of Project Plan 3
            InvitationExpired  | Nobody accepted carla.moreno@studio.example's invitation to a seat of Project Plan 3 in time: it has expired
            InvitationWithdrawn | carla.moreno@studio.example's invitation to a seat of Project Plan 3 is void: The invitation was withdrawn by Lena Fischer
            PersonChanged      | Kevin Brown changed Kevin Brown (manager and title): Engineer, Engineering, reports to Grace Duval
            PersonDeactivated  | Kevin Brown deactivated Kevin Brown: No longer in the imported directory
            LicenseOwnersNamed | Kevin Brown named the license owners: Omar Haddad and Ada Moreno
            BulkJobPlanned     | Kevin Brown planned the bulk job “newcomers.csv” of 100 rows: 90 would get a seat, 5 hold one already, 3 would wait, 2 would be rejected
            BulkJobApplied     | Kevin Brown applied the bulk job “newcomers.csv” of 100 rows: 90 got a seat, 5 held one already, 3 wait for one, 2 were rejected
            BulkJobDiscarded   | Kevin Brown discarded the bulk job “newcomers.csv” of 100 rows; it had given nothing
            BulkJobUndone      | Kevin Brown undid the bulk job “newcomers.csv”: what 98 rows had given was taken back
            GroupDefined       | Kevin Brown defined the group Design: 2 people and the group Studio
            GroupMembersChanged | Kevin Brown and Grace Duval joined Design, Ada Moreno left it: Its members were chosen anew (12 people now)
            GroupDeleted       | Kevin Brown deleted the group Design
            """)
    void everyKindOfEventHasItsSentence(String type, String sentence) {
        var event = events.next(type + ".v1", Contracts.sample(type + ".v1"), "kevin.brown@harbour.example", null);

        assertThat(said(event).full()).isEqualTo(sentence);
    }

    @Test
    void anExtensionIsCalledOne() {
        var earlier = Map.of("requestId", Envelopes.anId().toString(), "endsOn", "2027-03-31");

        var sentence = said(events.sample("RequestSubmitted.v1", Map.of("extends", earlier)));

        assertThat(sentence.full())
                .startsWith("Lena Fischer asked to extend Kevin Brown's Project Plan 3 until 30 June 2027: “We take");
        assertThat(sentence.inShort()).isEqualTo("Lena Fischer asked for an extension until 30 June 2027");
    }

    @Test
    void aFurtherReasonToWaitIsNoFurtherPlace() {
        assertThat(said(events.sample("Waitlisted.v1", Map.of("further", true))).full())
                .isEqualTo(
                        "Kevin Brown waits for Project Plan 3 already: one more reason to, at the same place in the waiting list");
        assertThat(said(events.sample("WaitingPlaceEnded.v1", Map.of("placeStays", true)))
                        .full())
                .isEqualTo("One reason of Kevin Brown to wait for Project Plan 3 ended: The request was withdrawn."
                        + " The place stays for another reason");
    }

    @Test
    void whoWaitsBecauseNoSeatsAreGivenReadsWhy() {
        var cause = Map.of(
                "code",
                "POOL_CLOSED",
                "sentence",
                "No new seats of Project Plan 3 are given: it is in its grace period");

        assertThat(said(events.sample("Waitlisted.v1", Map.of("cause", cause))).full())
                .isEqualTo("No seat of Project Plan 3 could be given at once: Kevin Brown went on the waiting list."
                        + " No new seats of Project Plan 3 are given: it is in its grace period");
    }

    @Test
    void aGroupByRuleSaysItsRule() {
        var event = events.sample(
                "GroupDefined.v1",
                Map.of(
                        "changed",
                        List.of("name", "rule"),
                        "people",
                        0,
                        "groups",
                        List.of(),
                        "rule",
                        "department is Engineering"));

        assertThat(said(event).full())
                .isEqualTo(
                        "The system changed the group Design (name and rule): everybody whose department is Engineering");
    }

    @Test
    void ofManyPeopleOnlySomeAreNamed() {
        var person = Map.of("id", Envelopes.anId().toString(), "email", "kevin@harbour.example", "name", "Kevin");
        var event = events.sample(
                "GroupMembersChanged.v1", Map.of("joined", Collections.nCopies(500, person), "left", List.of()));

        assertThat(said(event).full())
                .isEqualTo(
                        "Kevin, Kevin, Kevin, Kevin, Kevin and 495 others joined Design: Its members were chosen anew"
                                + " (12 people now)");
    }

    @Test
    void theSystemIsNotCalledAPerson() {
        assertThat(said(events.sample("RequestWithdrawn.v1", Map.of("reason", "Kevin Brown has left.")))
                        .full())
                .isEqualTo("Kevin Brown's request for Project Plan 3 was withdrawn: Kevin Brown has left");
        assertThat(said(events.sample("PersonDeactivated.v1", Map.of())).full())
                .isEqualTo("Kevin Brown was deactivated: No longer in the imported directory");
        assertThat(said(events.sample("ProductTakenOffGroup.v1", Map.of("cause", "The group was deleted")))
                        .full())
                .isEqualTo("Project Plan 3 was taken off the group Design: The group was deleted");
    }

    @Test
    void aProductSaysWhatOfItWasTakenAway() {
        var event = events.sample(
                "ProductDefined.v1",
                Map.of(
                        "changed",
                        List.of("roles", "prerequisites", "exclusions"),
                        "roles",
                        List.of(),
                        "requires",
                        List.of(),
                        "excludes",
                        List.of()));

        assertThat(said(event).full())
                .isEqualTo("The system changed Project Plan 3 (PROJECT_PLAN3; roles, prerequisites and exclusions)"
                        + " at 28.10 EUR a month, without roles, needing nothing else, beside anything");
    }

    @Test
    void aClaimSaysWhoAskedForWhomAndThatASeatCameOnDemand() {
        assertThat(said(events.sample("ClaimRefused.v1", Map.of("cause.sentence", "All 5 seats are taken")))
                        .full())
                .isEqualTo(
                        "Kevin Brown claimed Project Plan 3 (The system asked) and was given nothing: All 5 seats are taken");
        assertThat(said(events.sample("ClaimPolicyChanged.v1", Map.of("enabled", false)))
                        .full())
                .isEqualTo("The system switched off that people can take Project Plan 3 without asking");
        assertThat(said(events.sample("SeatAssigned.v1", Map.of("reasonType", "CLAIM")))
                        .full())
                .startsWith("Kevin Brown was given a seat of Project Plan 3 on demand");
    }

    @Test
    void anUnknownKindOfEventGetsAPlainSentence() {
        var event = anEvent(
                "SeatReclaimed",
                "{\"productName\": \"Visio\", \"holder\": {\"email\": \"kevin@harbour.example\", \"name\": \"Kevin Brown\"}}");

        assertThat(said(event).full()).isEqualTo("Seat reclaimed by grace@harbour.example: Visio, Kevin Brown");
    }

    @Test
    void anEventWithoutAnythingKnownInItIsBorne() {
        assertThat(said(anEvent("SomethingNewHappened", "{\"what\": [1, null, {\"x\": {}}]}"))
                        .full())
                .isEqualTo("Something new happened by grace@harbour.example");
    }

    @Test
    void aKnownKindWithFieldsLeftOutIsBorne() {
        for (var type : Sentences.knownTypes()) {
            assertThat(said(anEvent(type, "{}")).full()).isNotBlank();
        }
    }

    @Test
    void whatATextColumnCannotKeepIsReplaced() {
        var event = events.sample("RequestApproved.v1", Map.of("reason", "a\u0000b"));

        assertThat(said(event).full()).endsWith("“a\uFFFDb”");
    }

    private static EventEnvelope anEvent(String type, String body) {
        var id = Envelopes.anId();
        return new EventEnvelope(
                id,
                type,
                1,
                "assignment-service",
                "reason",
                id.toString(),
                1,
                java.time.Instant.EPOCH,
                "grace@harbour.example",
                null,
                null,
                "license.assignments",
                id.toString(),
                body);
    }

    private static Sentence said(EventEnvelope event) {
        try {
            return Sentences.of(
                    new Told(event, JSON.readTree(event.body())),
                    email -> email.startsWith("kevin.brown@") ? "Kevin Brown" : email);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
