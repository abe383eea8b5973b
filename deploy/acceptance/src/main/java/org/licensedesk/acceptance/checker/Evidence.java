package org.licensedesk.acceptance.checker;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Everything the checker judges by, taken once things are calm. Each list is as its source gave it; nothing in here was computed.
 *
 * @param sent the three outboxes, each in order of position
 * @param published the ids of all events on the broker
 * @param history the table of the auditor's view
 * @param exported the ids of the entries as the API exports them, in that order
 * @param refusals the lines of the services' logs that tell of a refused access
 */
public record Evidence(
        List<Call> calls,
        List<Event> sent,
        Set<UUID> published,
        List<Event> history,
        List<UUID> exported,
        List<RequestRow> requests,
        List<CaseRow> cases,
        List<ReasonRow> reasons,
        List<SeatRow> seats,
        List<PoolRow> pools,
        List<HeldRow> held,
        List<WaitingRow> waiting,
        List<PersonRow> persons,
        List<AppliedRow> applied,
        List<ParkedRow> parked,
        List<Unsent> unsent,
        List<Lag> lags,
        List<String> refusals) {

    /** A request, as request-service has it. */
    public record RequestRow(
            UUID id,
            String sku,
            String requester,
            String beneficiary,
            UUID beneficiaryId,
            String justification,
            String status) {}

    /** A case, as approval-service has it. */
    public record CaseRow(
            UUID requestId,
            String sku,
            String requester,
            String beneficiary,
            String status,
            List<UUID> approvers,
            String decision,
            String decidedBy) {}

    /** A reason, as assignment-service has it. */
    public record ReasonRow(
            UUID id,
            String type,
            String source,
            String sku,
            UUID holderId,
            String state,
            UUID seatId,
            Instant grantedAt) {}

    /** A seat, as assignment-service has it. */
    public record SeatRow(UUID id, String sku, UUID holderId) {}

    /** A pool, as assignment-service has it. */
    public record PoolRow(String sku, long purchased, long used, long waiting, long sequence, boolean givesSeats) {

        /** A pool whose term is running. */
        public PoolRow(String sku, long purchased, long used, long waiting, long sequence) {
            this(sku, purchased, used, waiting, sequence, true);
        }
    }

    /** A reason of a seat, as request-service shows it. */
    public record HeldRow(UUID reasonId, UUID seatId, String sku, UUID holderId, boolean ended) {}

    /** A place on a waiting list, as request-service shows it. */
    public record WaitingRow(UUID reasonId, String sku) {}

    /** A person of the directory, as approval-service has it. */
    public record PersonRow(UUID id, String email, boolean active) {}

    /** How far a service has followed an aggregate. */
    public record AppliedRow(
            String consumer, String source, String aggregateType, String aggregateId, long lastSequence, String held) {}

    /** An event that a service could not apply; {@code placed} if it was readable enough to know its place. */
    public record ParkedRow(String consumer, String event, String cause, boolean placed) {}

    /** How many events a service has still to send. */
    public record Unsent(String service, long events) {}

    /** How far a service is behind on a topic; {@code behind} is 0 when it has seen all. */
    public record Lag(String consumer, String topic, long behind) {}
}
