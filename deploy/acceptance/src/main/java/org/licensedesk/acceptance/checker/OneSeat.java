package org.licensedesk.acceptance.checker;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.acceptance.checker.Evidence.ReasonRow;
import org.licensedesk.acceptance.checker.Evidence.SeatRow;

/** I4: per request and product at most one seat, a part of a package included, and per holder and product at most one, now and at any time before. */
final class OneSeat implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I4 one seat");
        now(evidence, finding);
        before(evidence, finding);
        return finding;
    }

    private static void now(Evidence evidence, Finding finding) {
        Set<String> holders = new HashSet<>();
        for (SeatRow seat : evidence.seats()) {
            finding.expect(
                    holders.add(seat.sku() + " " + seat.holderId()), "a second seat of the same holder: %s", seat);
        }
        Map<UUID, SeatRow> seats = evidence.seats().stream()
                .collect(Collectors.toMap(SeatRow::id, Function.identity(), (one, other) -> one));
        Set<String> parts = new HashSet<>();
        for (ReasonRow reason : evidence.reasons()) {
            finding.expect(
                    !reason.type().equals("PACKAGE") || parts.add(reason.source() + " " + reason.sku()),
                    "a second reason for the same part of a package: %s",
                    reason);
            if (reason.state().equals("HELD")) {
                SeatRow seat = seats.get(reason.seatId());
                finding.expect(
                        seat != null
                                && seat.sku().equals(reason.sku())
                                && seat.holderId().equals(reason.holderId()),
                        "reason %s holds a seat that is not theirs: %s",
                        reason,
                        seat);
            }
        }
        finding.saw("seats", evidence.seats().size());
    }

    private static void before(Evidence evidence, Finding finding) {
        Map<String, String> held = new HashMap<>();
        Set<String> given = new HashSet<>();
        Set<String> parts = new HashSet<>();
        Events.ledger(evidence.sent()).forEach(event -> {
            String holder = event.text("sku") + " " + event.text("holder/id");
            if (event.type().equals("SeatAssigned")) {
                String before = held.put(holder, event.text("seatId"));
                finding.expect(before == null, "%s although its holder had seat %s", event, before);
                finding.expect(given.add(event.aggregateId()), "%s is the second seat for one reason", event);
                finding.expect(
                        !"PACKAGE".equals(event.text("reasonType"))
                                || parts.add(event.text("source") + " " + event.text("sku")),
                        "%s is the second seat for one part of a package",
                        event);
            } else if (event.type().equals("SeatReleased")) {
                String before = held.remove(holder);
                finding.expect(
                        event.text("seatId").equals(before),
                        "%s releases a seat its holder did not have (but %s)",
                        event,
                        before);
            } else if (event.type().equals("ReasonAdded")) {
                finding.expect(
                        event.text("seatId").equals(held.get(holder)),
                        "%s names a seat its holder did not have",
                        event);
            }
        });
        finding.saw("seats given", given.size());
    }
}
