package org.licensedesk.assignment.request;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Origin;

/**
 * A request somebody said yes to.
 *
 * @param sku the product, or the package's id
 * @param approvedAt when: the order of the waiting list
 * @param endsOn the last day it is wanted, or null
 * @param approvedPackage the package; null: a single product
 */
public record ApprovedRequest(
        UUID requestId,
        String sku,
        String productName,
        Holder beneficiary,
        Instant approvedAt,
        LocalDate endsOn,
        ApprovedPackage approvedPackage,
        Origin origin) {

    /** A product's reason is the request itself; of a package, each part is a reason of its own. */
    Stream<Grant> grants(ZoneId zone) {
        if (approvedPackage == null) {
            return Stream.of(grant(requestId, ReasonType.REQUEST, sku, productName, approvedAt, endsOn));
        }
        List<ApprovedPackage.Part> parts = approvedPackage.parts();
        LocalDate lastDay = lastDay(zone);
        return IntStream.range(0, parts.size())
                .mapToObj(place -> grant(
                        reasonOf(parts.get(place)),
                        ReasonType.PACKAGE,
                        parts.get(place).sku(),
                        parts.get(place).productName(),
                        // a hair's breadth apart: what another part needs is given before it
                        approvedAt.plus(place, ChronoUnit.MICROS),
                        lastDay));
    }

    private UUID reasonOf(ApprovedPackage.Part part) {
        return UUID.nameUUIDFromBytes((requestId + "/" + part.sku()).getBytes(StandardCharsets.UTF_8));
    }

    private LocalDate lastDay(ZoneId zone) {
        return endsOn != null || approvedPackage.validDays() == null
                ? endsOn
                : LocalDate.ofInstant(approvedAt, zone).plusDays(approvedPackage.validDays());
    }

    private Grant grant(
            UUID reasonId, ReasonType type, String ofSku, String ofName, Instant grantedAt, LocalDate lastDay) {
        return new Grant(
                reasonId,
                type,
                requestId.toString(),
                ofSku,
                ofName,
                beneficiary,
                grantedAt,
                lastDay,
                WhenFull.WAIT,
                origin);
    }
}
