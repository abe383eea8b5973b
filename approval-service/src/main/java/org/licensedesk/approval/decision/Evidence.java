package org.licensedesk.approval.decision;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The facts an approver decides by, as far as other services have told them. To look at: no seat is ever given by these figures. */
public interface Evidence {

    /** Price and pool of these products; one that was never heard of is missing. */
    Map<String, Product> products(Handle handle, Collection<String> skus);

    /** What these products need, and what cannot be held beside them. */
    List<Relation> relations(Handle handle, Collection<String> skus);

    /** The names of the products this person holds, by name. */
    List<Held> heldBy(Handle handle, String email);

    /** How many active people of a department hold a product, and how many people it has. */
    Share share(Handle handle, String department, String sku);

    /** What became of a reason to hold a seat, if anything was heard yet; of a product's request, the reason has the request's id. */
    Optional<Outcome> outcome(Handle handle, UUID reasonId);

    /** What became of each product of a request once it was approved, by sku; what nothing was heard of is missing. */
    default Map<String, Outcome> outcomes(Handle handle, LicenseRequest request) {
        Map<String, Outcome> outcomes = new HashMap<>();
        if (request.isForPackage()) {
            request.licensePackage()
                    .parts()
                    .forEach(part -> outcome(handle, request.reasonOf(part))
                            .ifPresent(outcome -> outcomes.put(part.sku(), outcome)));
        } else {
            outcome(handle, request.id()).ifPresent(outcome -> outcomes.put(request.sku(), outcome));
        }
        return outcomes;
    }

    /** Whether a product's subscription gives seats. */
    enum Term {
        RUNS,
        /** Free seats are not given at present; whoever wants one waits. */
        PAUSED,
        /** No seat will be given any more. */
        OVER
    }

    /** What is known of a product. */
    record Product(
            String sku,
            String name,
            BigDecimal monthlyPrice,
            String currency,
            int purchased,
            int used,
            int waiting,
            Term term) {

        /** How many seats are to be had at present. */
        public int free() {
            return term == Term.RUNS ? Math.max(0, purchased - used) : 0;
        }
    }

    /**
     * How a product stands to another one.
     *
     * @param needed the other has to be held for it; otherwise they cannot be held together
     */
    record Relation(String sku, String productName, boolean needed, String otherSku, String otherName) {}

    /** A product somebody holds. */
    record Held(String sku, String productName) {}

    /** So many of so many. */
    record Share(int holders, int people) {}

    /** How an approved request goes on. */
    enum Kind {
        /** A seat was assigned. */
        SEATED,
        /** The holder had a seat already; the request is one more reason for it. */
        ADDED,
        /** The pool was empty: a place in the waiting list. */
        WAITLISTED,
        /** It could not be assigned at all. */
        REFUSED,
        /** It is over: returned, removed, run out. */
        ENDED
    }

    /**
     * What became of an approved request.
     *
     * @param cause a sentence for the last two kinds, else null
     * @param position the place in the waiting list, from 1; 0 for other kinds
     * @param term whether seats of the product are given at present
     */
    record Outcome(Kind kind, Instant since, String cause, int position, Term term) {}
}
