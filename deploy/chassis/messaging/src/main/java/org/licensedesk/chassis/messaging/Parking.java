package org.licensedesk.chassis.messaging;

import java.util.ArrayList;
import java.util.List;

/** What a batch puts aside, gathered while it is decided upon and written at its end. */
final class Parking {
    private final List<Place> places = new ArrayList<>(0);

    /** It waits for an earlier event of its aggregate. */
    void waits(Arrival arrival) {
        places.add(new Place(arrival, null));
    }

    /** It could not be read or applied. */
    void failed(Arrival arrival, String cause) {
        places.add(new Place(arrival, cause));
    }

    List<Place> places() {
        return places;
    }

    /** One event and why it is here; without a cause it only waits. */
    record Place(Arrival arrival, String cause) {}
}
