package org.licensedesk.approval.decision;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.approval.people.NamedPerson;

/** One case as the API answers it. */
@Schema(name = "Case")
record CaseView(
        UUID requestId,
        NamedPerson requester,
        NamedPerson beneficiary,
        @Schema(examples = "PROJECT_PLAN3") String sku,
        @Schema(examples = "Project Plan 3") String productName,

        @Schema(examples = "We take over the migration plan from the Rotterdam office in June.")
        String justification,

        @Schema(description = "the last day on which the license is wanted; null: without end")
        LocalDate endsOn,

        @JsonProperty("extends")
        @Schema(name = "extends", description = "the earlier request whose license is to last longer; null: none")
        UUID extended,

        Instant submittedAt,
        CaseStatus status,

        @Schema(description = "the stage that is being decided, or was decided last", examples = "1")
        int stage,

        @Schema(description = "until when it should be decided; null: no deadline")
        Instant dueAt,

        @Schema(
                description = "why it went to its approvers; null while nobody can be found",
                examples = "Grace Duval is Kevin Brown's manager")
        String why,

        List<Stage> stages,
        List<Decided> decisions,

        @Schema(description = "PACKAGE when several products are asked for as one", examples = "PRODUCT")
        Kind kind,

        @Schema(description = "the products of a package; empty for a single product")
        List<LicensePackage.Part> parts) {

    /** What is asked for. */
    enum Kind {
        PRODUCT,
        PACKAGE;

        static Kind of(LicensePackage licensePackage) {
            return licensePackage == null ? PRODUCT : PACKAGE;
        }
    }

    /** One stage: whom it asks, and how far it is. */
    @Schema(name = "Stage")
    record Stage(
            int stage,
            CaseStatus status,
            List<NamedPerson> approvers,
            String why,

            @Schema(description = "why nobody can decide, while it is unroutable")
            String cause,

            @Schema(description = "since when it is with these approvers")
            Instant since,

            Instant dueAt) {}

    /** One decision. */
    @Schema(name = "Decision")
    record Decided(
            int stage,
            @Schema(examples = "APPROVE") Verdict decision,
            NamedPerson by,
            Instant at,
            @Schema(examples = "Needed for the migration.") String reason) {
        static Decided of(int stage, Decision decision) {
            return new Decided(
                    stage, decision.verdict(), NamedPerson.of(decision.by()), decision.at(), decision.reason());
        }
    }

    static CaseView of(ApprovalCases.Found found) {
        var approvalCase = found.approvalCase();
        var request = approvalCase.request();
        var state = approvalCase.state();
        var stage = approvalCase.stage();
        var cause =
                state.<String>fold(waiting -> null, CaseState.Unroutable::cause, decided -> null, withdrawn -> null);
        return new CaseView(
                request.id(),
                NamedPerson.of(request.requester()),
                NamedPerson.of(request.beneficiary()),
                request.sku(),
                request.productName(),
                request.justification(),
                request.endsOn(),
                request.extended() == null ? null : request.extended().requestId(),
                request.submittedAt(),
                state.status(),
                stage,
                null,
                found.why(),
                List.of(new Stage(
                        stage,
                        state.status(),
                        state.approvers().stream().map(NamedPerson::of).toList(),
                        found.why(),
                        cause,
                        found.routedBy().time(),
                        null)),
                state.decision()
                        .map(decision -> List.of(Decided.of(stage, decision)))
                        .orElse(List.of()),
                Kind.of(request.licensePackage()),
                request.isForPackage() ? request.licensePackage().parts() : List.of());
    }
}
