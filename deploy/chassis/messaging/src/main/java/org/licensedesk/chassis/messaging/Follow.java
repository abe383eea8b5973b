package org.licensedesk.chassis.messaging;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** How one aggregate is followed within one batch: how far it was, what comes next, where that leaves it. */
final class Follow {
    static final String GAP = "GAP";
    static final String FAILURE = "FAILURE";

    private final AggregateKey aggregate;
    private final List<Arrival> arrivals = new ArrayList<>(2);
    private boolean fresh;
    private long last;
    private String held;
    private long reached;
    private String heldAfter;
    private boolean applies;
    private List<Arrival> applicable = List.of();
    private int next;

    Follow(AggregateKey aggregate) {
        this.aggregate = aggregate;
    }

    void add(Arrival arrival) {
        arrivals.add(arrival);
    }

    /** How far a new aggregate comes with what arrived: what its row is written with before anything is handled. */
    long reach() {
        sort();
        if (isState()) {
            return arrivals.get(arrivals.size() - 1).sequence();
        }
        long reach = 0;
        for (Arrival arrival : arrivals) {
            if (arrival.sequence() == reach + 1) {
                reach++;
            }
        }
        return reach;
    }

    void startsFresh() {
        fresh = true;
    }

    boolean isFresh() {
        return fresh;
    }

    void standsAt(long lastSequence, String heldBy) {
        last = lastSequence;
        held = heldBy;
    }

    /** Adds what waits for this aggregate among the parked. */
    void addWaiting(Arrival waiting) {
        arrivals.add(waiting);
    }

    /** Decides what takes effect now and what is put aside. */
    void decide(Parking parking) {
        sort();
        reached = last;
        heldAfter = held;
        if (isState()) {
            decideState(parking);
        } else {
            decideFacts(parking);
        }
    }

    /** Older states are superseded, those that failed included. */
    private void decideState(Parking parking) {
        Arrival newest = arrivals.get(arrivals.size() - 1);
        if (newest.sequence() <= last) {
            return;
        }
        String unreadable = newest.readBody();
        if (unreadable != null) {
            parking.failed(newest, unreadable);
            heldAfter = FAILURE;
            return;
        }
        applicable = List.of(newest);
        reached = newest.sequence();
        heldAfter = null;
        applies = true;
    }

    private void decideFacts(Parking parking) {
        for (Arrival arrival : arrivals) {
            long sequence = arrival.sequence();
            if (sequence <= reached) {
                continue; // a duplicate
            }
            if (FAILURE.equals(heldAfter) || sequence > reached + 1) {
                parking.waits(arrival);
                heldAfter = heldAfter == null ? GAP : heldAfter;
                continue;
            }
            String unreadable = arrival.readBody();
            if (unreadable != null) {
                parking.failed(arrival, unreadable);
                heldAfter = FAILURE;
                continue;
            }
            if (applicable.isEmpty()) {
                applicable = new ArrayList<>(2);
            }
            applicable.add(arrival);
            reached = sequence;
            applies = true;
        }
    }

    /** All that waited was looked at, and took effect as far as it goes. */
    void lookedAtAllWaiting() {
        if (GAP.equals(held) && GAP.equals(heldAfter)) {
            boolean waitsStill = arrivals.stream().anyMatch(arrival -> arrival.sequence() > reached);
            heldAfter = waitsStill ? GAP : null;
        }
    }

    /** The next event to handle, or null. */
    Arrival next() {
        return next < applicable.size() ? applicable.get(next++) : null;
    }

    boolean mustBeWritten() {
        return fresh ? reached != writtenReach() || heldAfter != null : reached != last || heldAfter != held;
    }

    private long writtenReach() {
        return reach();
    }

    private boolean isState() {
        return arrivals.get(0).isState();
    }

    private void sort() {
        if (arrivals.size() > 1) {
            arrivals.sort(Comparator.comparingLong(Arrival::sequence));
        }
    }

    /** When the first of it arrived in this batch. */
    int firstOrder() {
        int first = Integer.MAX_VALUE;
        for (Arrival arrival : arrivals) {
            first = Math.min(first, arrival.order());
        }
        return first;
    }

    AggregateKey aggregate() {
        return aggregate;
    }

    boolean applies() {
        return applies;
    }

    /** Whether parked events of it exist. */
    boolean isHeld() {
        return held != null;
    }

    boolean waitsForGap() {
        return GAP.equals(held);
    }

    boolean waitsAfterwards() {
        return GAP.equals(heldAfter);
    }

    long reached() {
        return reached;
    }

    String heldAfter() {
        return heldAfter;
    }
}
