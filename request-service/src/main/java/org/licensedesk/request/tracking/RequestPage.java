package org.licensedesk.request.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;
import org.licensedesk.request.people.PersonRef;
import org.licensedesk.request.tracking.HeldSeats.Seat;
import org.licensedesk.request.tracking.Tracking.Tracked;

/** One request: its state as a sentence on top, below it all that happened, live. */
@Path("/{id: [0-9a-fA-F-]+}")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class RequestPage {
    private final Tracking tracking;
    private final TrackedRequests requests;
    private final HeldSeats seats;
    private final People people;
    private final CurrentUser user;

    RequestPage(Tracking tracking, TrackedRequests requests, HeldSeats seats, People people, CurrentUser user) {
        this.tracking = tracking;
        this.requests = requests;
        this.seats = seats;
        this.people = people;
        this.user = user;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance request(View view);

        static native TemplateInstance request$live(View view);
    }

    /** A person with their title. */
    record Named(String name, String title) {}

    /**
     * Everything the page shows.
     *
     * @param seat the seat it led to, where the reader holds it and may return it
     * @param extension the request that makes it last longer, or would, or null
     */
    record View(
            Tracked tracked,
            RequestRow row,
            Named requester,
            Named beneficiary,
            List<Named> waitingOn,
            List<PartRow> parts,
            Seat seat,
            TrackedRequest extension,
            boolean extendable,
            boolean auditor) {
        public TrackedRequest request() {
            return tracked.request();
        }

        public List<Moment> timeline() {
            return tracked.timeline();
        }

        public String liveAddress() {
            return "/requests/" + request().id() + "/live";
        }

        public String version() {
            return tracked.version();
        }
    }

    @GET
    public TemplateInstance request(@RestPath String id) {
        return Templates.request(view(tracking.visibleTo(user, id)));
    }

    /** The live part once more, if anything has changed. */
    @GET
    @Path("live")
    public Object live(@RestPath String id, @RestQuery String version) {
        var tracked = tracking.visibleTo(user, id);
        return tracked.version().equals(version) ? Response.noContent().build() : Templates.request$live(view(tracked));
    }

    private View view(Tracked tracked) {
        var request = tracked.request();
        var known = people.byEmail(
                Stream.concat(Stream.of(request.requester(), request.beneficiary()), request.waitingOn().stream())
                        .map(PersonRef::email)
                        .collect(Collectors.toSet()));
        var seat = request.status() == RequestStatus.ASSIGNED
                        && request.beneficiary().is(user.email())
                ? seats.of(user.email()).stream()
                        .filter(held -> held.sku().equals(request.sku()) && held.isReturnable())
                        .findFirst()
                        .orElse(null)
                : null;
        return new View(
                tracked,
                new RequestRow(
                        request, tracked.places().get(request.id()), user.email(), request.canBeWithdrawnBy(user)),
                named(request.requester(), known),
                named(request.beneficiary(), known),
                request.waitingOn().stream().map(person -> named(person, known)).toList(),
                request.parts().stream()
                        .map(part -> PartRow.of(part, request, tracked.placeOf(part)))
                        .toList(),
                seat,
                request.lastsUntil() == null
                        ? null
                        : requests.extensionOf(request.id()).orElse(null),
                request.isExtendableBy(user.email()),
                user.isAuditor());
    }

    private static Named named(PersonRef person, Map<String, Person> known) {
        var found = known.get(person.email());
        return new Named(person.name(), found == null ? null : found.title());
    }
}
