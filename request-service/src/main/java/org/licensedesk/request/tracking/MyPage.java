package org.licensedesk.request.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.request.people.People;
import org.licensedesk.request.tracking.HeldSeats.Seat;
import org.licensedesk.request.tracking.TrackedRequests.Filter;

/** My licenses and requests: what I hold, and whose turn it is with what I asked for. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class MyPage {
    private static final int REQUESTS_ON_A_PAGE = 25;

    private final TrackedRequests requests;
    private final HeldSeats seats;
    private final WaitingList waitingList;
    private final People people;
    private final CurrentUser user;

    MyPage(TrackedRequests requests, HeldSeats seats, WaitingList waitingList, People people, CurrentUser user) {
        this.requests = requests;
        this.seats = seats;
        this.waitingList = waitingList;
        this.people = people;
        this.user = user;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance mine(View view);

        static native TemplateInstance mine$live(View view);
    }

    /**
     * Everything the page shows.
     *
     * @param guest whether the reader is from outside and has nobody who could decide on a request
     */
    record View(List<Seat> seats, List<RequestRow> requests, String next, boolean first, boolean guest) {
        /** Another one as soon as anything on the page has changed. */
        public String version() {
            return Integer.toHexString(hashCode());
        }
    }

    @GET
    public TemplateInstance mine(@BeanParam Paging paging) {
        return Templates.mine(view(paging.cursor(1)));
    }

    /** The first page once more, if anything on it has changed. */
    @GET
    @Path("fragments/mine")
    public Object live(@RestQuery String version) {
        var view = view(Optional.empty());
        return view.version().equals(version) ? Response.noContent().build() : Templates.mine$live(view);
    }

    private View view(Optional<Cursor> place) {
        var page = PageOf.of(
                requests.list(
                        new Filter(user.email(), null, null, null),
                        place.map(cursor -> cursor.uuid(0)),
                        REQUESTS_ON_A_PAGE + 1),
                REQUESTS_ON_A_PAGE,
                request -> Cursor.at(request.id()));
        var positions = waitingList.positions(waiting(page.items()));
        return new View(
                place.isEmpty() ? seats.of(user.email()) : List.of(),
                page.items().stream()
                        .map(request -> new RequestRow(
                                request, positions.get(request.id()), user.email(), request.canBeWithdrawnBy(user)))
                        .toList(),
                page.next(),
                place.isEmpty(),
                people.isGuest(user));
    }

    private static List<UUID> waiting(List<TrackedRequest> page) {
        return page.stream()
                .flatMap(request -> request.waitingReasons().stream())
                .toList();
    }
}
