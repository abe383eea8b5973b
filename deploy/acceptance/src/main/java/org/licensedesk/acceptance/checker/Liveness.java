package org.licensedesk.acceptance.checker;

/** I10: once things are calm nothing is unsent, nobody lags, and parked is only what is truly unreadable. */
final class Liveness implements Invariant {
    @Override
    public Finding check(Evidence evidence) {
        Finding finding = new Finding("I10 liveness");
        evidence.unsent()
                .forEach(unsent -> finding.expect(
                        unsent.events() == 0, "%s has still to send %d events", unsent.service(), unsent.events()));
        evidence.lags()
                .forEach(lag -> finding.expect(
                        lag.behind() == 0, "%s is %d behind on %s", lag.consumer(), lag.behind(), lag.topic()));
        evidence.parked().forEach(parked -> finding.expect(!parked.placed(), "%s is parked", parked));
        evidence.applied().forEach(applied -> finding.expect(applied.held() == null, "%s is held up", applied));
        return finding.saw("outboxes", evidence.unsent().size())
                .saw("consumers on topics", evidence.lags().size())
                .saw("unreadable parked", evidence.parked().size());
    }
}
