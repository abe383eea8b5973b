package org.licensedesk.assignment.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.Ledger.Revocation;
import org.licensedesk.assignment.seat.SeatSettings;

/** Turns approved requests into reasons of seats, and takes withdrawn ones back; a whole batch at a time. */
@ApplicationScoped
public class AssignApprovedRequests {

    private final Ledger ledger;
    private final SeatSettings settings;

    AssignApprovedRequests(Ledger ledger, SeatSettings settings) {
        this.ledger = ledger;
        this.settings = settings;
    }

    /** A request whose requester took it back. */
    public record WithdrawnRequest(ApprovedRequest request, String why) {}

    /**
     * Each request's reason is the request itself, or follows from request and part, so the same request can never bring two
     * seats of a product. The parts of a package are granted in one transaction: all of them have happened, or none.
     */
    public void assign(Handle tx, List<ApprovedRequest> requests) {
        ledger.grant(
                tx,
                requests.stream()
                        .flatMap(request -> request.grants(settings.zone()))
                        .toList());
    }

    /** Ends the seats or waiting places of a request; one whose approval is yet to come will be refused. */
    public void withdraw(Handle tx, List<WithdrawnRequest> withdrawn) {
        ledger.revoke(
                tx,
                withdrawn.stream()
                        .flatMap(one -> one.request()
                                .grants(settings.zone())
                                .map(grant -> new Revocation(grant, Cause.withdrawn(one.why()))))
                        .toList());
    }
}
