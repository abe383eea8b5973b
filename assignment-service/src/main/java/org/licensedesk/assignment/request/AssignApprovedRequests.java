package org.licensedesk.assignment.request;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.Ledger.Revocation;

/** Turns approved requests into reasons of seats, and takes withdrawn ones back; a whole batch at a time. */
@ApplicationScoped
public class AssignApprovedRequests {

    private final Ledger ledger;

    AssignApprovedRequests(Ledger ledger) {
        this.ledger = ledger;
    }

    /** A request whose requester took it back. */
    public record WithdrawnRequest(ApprovedRequest request, String why) {}

    /** Each request's reason is the request itself, so the same request can never bring two seats. */
    public void assign(Handle tx, List<ApprovedRequest> requests) {
        ledger.grant(tx, requests.stream().map(ApprovedRequest::grant).toList());
    }

    /** Ends the seat or waiting place of a request; one whose approval is yet to come will be refused. */
    public void withdraw(Handle tx, List<WithdrawnRequest> withdrawn) {
        ledger.revoke(
                tx,
                withdrawn.stream()
                        .map(one -> new Revocation(one.request().grant(), Cause.withdrawn(one.why())))
                        .toList());
    }
}
