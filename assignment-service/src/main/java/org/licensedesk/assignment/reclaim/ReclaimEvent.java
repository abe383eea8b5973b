package org.licensedesk.assignment.reclaim;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.SeatEvent;
import org.licensedesk.chassis.messaging.EventType;
import org.licensedesk.chassis.messaging.OutgoingEvent;

/** What the world hears of use and of reclaiming; what becomes of the seats, the ledger says. */
sealed interface ReclaimEvent extends OutgoingEvent {

    /** A product by its sku and the name it had. */
    record Named(String sku, String productName) {}

    /** An administrator told who used what. */
    @EventType(value = "UsageReported", topic = SeatEvent.TOPIC, aggregate = "usageReport")
    record UsageReported(UUID reportId, int taken, int rejected, List<Named> products) implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return reportId.toString();
        }
    }

    /** Holders without use are asked. */
    @EventType(value = "ReclaimStarted", topic = SeatEvent.TOPIC, aggregate = "reclaimCampaign")
    record ReclaimStarted(
            UUID campaignId,
            List<Named> products,
            int days,
            LocalDate answerBy,
            Answer otherwise,
            int asked,
            int notAsked)
            implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return campaignId.toString();
        }
    }

    /** One holder is asked about one seat. */
    @EventType(value = "ReclaimAsked", topic = SeatEvent.TOPIC, aggregate = "reclaimQuestion")
    record ReclaimAsked(
            UUID questionId,
            UUID campaignId,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            Instant since,
            LocalDate lastUsedOn,
            LocalDate answerBy,
            Answer otherwise)
            implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return questionId.toString();
        }
    }

    /** The holder said what they want. */
    @EventType(value = "ReclaimAnswered", topic = SeatEvent.TOPIC, aggregate = "reclaimQuestion")
    record ReclaimAnswered(
            UUID questionId, UUID campaignId, String sku, String productName, Holder holder, UUID seatId, Answer answer)
            implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return questionId.toString();
        }
    }

    /** Nobody answered in time, and this came of it. */
    @EventType(value = "ReclaimUnanswered", topic = SeatEvent.TOPIC, aggregate = "reclaimQuestion")
    record ReclaimUnanswered(
            UUID questionId,
            UUID campaignId,
            String sku,
            String productName,
            Holder holder,
            UUID seatId,
            Question.State outcome,
            String note)
            implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return questionId.toString();
        }
    }

    /** The last day to answer is over, and every question settled. */
    @EventType(value = "ReclaimEnded", topic = SeatEvent.TOPIC, aggregate = "reclaimCampaign")
    record ReclaimEnded(UUID campaignId, List<Named> products, int asked, int kept, int released, int gone)
            implements ReclaimEvent {
        @Override
        public String aggregateId() {
            return campaignId.toString();
        }
    }
}
