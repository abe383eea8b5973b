package org.licensedesk.assignment.invitation;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.licensedesk.assignment.seat.SkuInAddress;

/** An invitation as the page shows it at one moment. */
record InvitationRow(
        UUID id,
        String email,
        String sku,
        String productName,
        BigDecimal monthlyPrice,
        String currency,
        BigDecimal costSoFar,
        Invitation.State state,
        Instant invitedAt,
        Instant sentAt,
        String sentByName,
        Instant remindedAt,
        Instant expiresAt,
        Instant acceptedAt,
        Instant endedAt,
        boolean holdsSeat,
        String mailState,
        String left) {

    static InvitationRow of(Invitation invitation, Instant now) {
        return new InvitationRow(
                invitation.id(),
                invitation.email(),
                invitation.sku(),
                invitation.productName(),
                invitation.monthlyPrice(),
                invitation.currency(),
                invitation.costUntil(now),
                invitation.stateAt(now),
                invitation.invitedAt(),
                invitation.sentAt(),
                invitation.sentByName(),
                invitation.remindedAt(),
                invitation.expiresAt(),
                invitation.acceptedAt(),
                invitation.endedAt(),
                invitation.hasItsSeat(),
                invitation.mailState(),
                left(Duration.between(now, invitation.expiresAt())));
    }

    /** The address of the product's page. */
    public String productHref() {
        return "/assignments/products/" + SkuInAddress.of(sku);
    }

    public boolean isOpen() {
        return state == Invitation.State.OPEN;
    }

    public boolean isAccepted() {
        return state == Invitation.State.ACCEPTED;
    }

    public boolean isExpired() {
        return state == Invitation.State.EXPIRED;
    }

    /** What is wrong with the mail, or null: the guest may know of nothing. */
    public String mailTrouble() {
        return switch (mailState) {
            case "WAITING" -> "The mail is still to be sent";
            case "REJECTED" -> "The mail was rejected: is the address right?";
            default -> null;
        };
    }

    /** "13 days 4 hours", "3 hours 12 minutes", "2 minutes": two units are enough to plan by. */
    static String left(Duration left) {
        if (left.isNegative() || left.isZero()) {
            return "none";
        }
        if (left.toDays() > 0) {
            return counted(left.toDays(), "day") + " " + counted(left.toHoursPart(), "hour");
        }
        if (left.toHours() > 0) {
            return counted(left.toHours(), "hour") + " " + counted(left.toMinutesPart(), "minute");
        }
        return left.toMinutes() > 0 ? counted(left.toMinutes(), "minute") : "less than a minute";
    }

    private static String counted(long count, String unit) {
        return count + " " + unit + (count == 1 ? "" : "s");
    }
}
