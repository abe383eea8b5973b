package org.licensedesk.request.tracking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.tracking.WaitingList.Position;

/** One request as a person may see it now: what was asked, what happened, and where it stands. */
@ApplicationScoped
public class Tracking {
    private final TrackedRequests requests;
    private final WaitingList waitingList;

    Tracking(TrackedRequests requests, WaitingList waitingList) {
        this.requests = requests;
        this.waitingList = waitingList;
    }

    /** A request, all that happened to it, and the places its reasons have on waiting lists. */
    public record Tracked(TrackedRequest request, List<Moment> timeline, Map<UUID, Position> places) {
        /** For programs. */
        public RequestView view() {
            return request.view(places, timeline);
        }

        /** Where a part stands in line; null where it does not, or the ledger has not heard of it yet. */
        public Position placeOf(Part part) {
            return part.reasonId() == null ? null : places.get(part.reasonId());
        }

        /** Another one as soon as anything to be seen has changed. */
        public String version() {
            return Integer.toHexString(Objects.hash(
                    request.status().name(), request.waitingSince(), timeline.size(), places, request.parts()));
        }
    }

    /** The request, if this person may see it; otherwise the same refusal whether it exists or not. */
    public Tracked visibleTo(CurrentUser user, String id) {
        var story = requests.story(idOf(id)).orElseThrow(() -> Refusal.notFound("There is no such request."));
        if (!story.request().isVisibleTo(user)) {
            throw Refusal.hidden("There is no such request.");
        }
        return tracked(story);
    }

    private Tracked tracked(TrackedRequests.Story story) {
        var request = story.request();
        return new Tracked(request, story.timeline(), waitingList.positions(request.waitingReasons()));
    }

    /** A request as it is shown in answer to its submission. */
    public static RequestView justSubmitted(TrackedRequest request) {
        return request.view(Map.of(), TrackedRequests.timelineOf(request, List.of()));
    }

    /** The id somebody wrote; what is none names no request. */
    public static UUID idOf(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notAnId) {
            throw Refusal.notFound("There is no such request.");
        }
    }
}
