package org.licensedesk.request.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.LastSeen;
import org.licensedesk.chassis.web.Lookout;
import org.licensedesk.chassis.web.Lookout.Sight;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Typed;
import org.licensedesk.request.catalogue.Kind;
import org.licensedesk.request.tracking.TrackedRequests.Filter;
import org.licensedesk.request.tracking.WaitingList.Position;

/** What became of requests, for programs. */
@Path("/api/requests")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Requests")
class TrackingApi {
    private final TrackedRequests requests;
    private final Tracking tracking;
    private final WaitingList waitingList;
    private final Lookout lookout;
    private final CurrentUser user;

    TrackingApi(
            TrackedRequests requests, Tracking tracking, WaitingList waitingList, Lookout lookout, CurrentUser user) {
        this.requests = requests;
        this.tracking = tracking;
        this.waitingList = waitingList;
        this.lookout = lookout;
        this.user = user;
    }

    /** A request in a list: as by itself, without the timeline. */
    @Schema(name = "RequestInList")
    record RequestItem(
            UUID id,
            String sku,
            String productName,
            PersonView requester,
            PersonView beneficiary,
            String justification,
            LocalDate endsOn,
            LocalDate lastsUntil,

            @JsonProperty("extends") @Schema(name = "extends")
            UUID extended,

            RequestStatus status,
            Instant statusSince,
            List<PersonView> waitingOn,
            Instant dueAt,
            Integer position,
            Kind kind,
            List<RequestView.PartView> parts) {
        static RequestItem of(TrackedRequest request, Map<UUID, Position> places) {
            var view = request.view(places, List.of());
            return new RequestItem(
                    view.id(),
                    view.sku(),
                    view.productName(),
                    view.requester(),
                    view.beneficiary(),
                    view.justification(),
                    view.endsOn(),
                    view.lastsUntil(),
                    view.extended(),
                    view.status(),
                    view.statusSince(),
                    view.waitingOn(),
                    view.dueAt(),
                    view.position(),
                    view.kind(),
                    view.parts());
        }
    }

    @GET
    @Operation(
            summary = "Requests, newest first",
            description = "One's own: as requester or beneficiary. Administrators and auditors: all.")
    public PageOf<RequestItem> list(
            @Parameter(example = "WAITING_FOR_APPROVAL") @RestQuery String status,
            @Parameter(example = "PROJECT_PLAN3") @RestQuery String sku,
            @Parameter(example = "kevin.brown@harbour.example") @RestQuery String requester,
            @BeanParam Paging paging) {
        var all = user.isAdministrator() || user.isAuditor();
        var filter = new Filter(
                all ? null : user.email(), status(status), Typed.orNull(sku), lowerCase(Typed.orNull(requester)));
        var page = PageOf.of(
                requests.list(filter, paging.cursor(1).map(place -> place.uuid(0)), paging.limit() + 1),
                paging.limit(),
                request -> Cursor.at(request.id()));
        var positions = positions(page.items());
        return page.map(request -> RequestItem.of(request, positions));
    }

    @GET
    @Path("{id}")
    @Blocking
    @Operation(
            summary = "One request with its timeline",
            description =
                    "For its requester and beneficiary, administrators and auditors; to anybody else it does not exist. "
                            + "With the tag of the answer you have, and `Prefer: wait`, it is answered as soon as something happened.")
    @APIResponse(
            responseCode = "200",
            description = "The request",
            headers = @Header(name = "ETag", description = "another one whenever something happened"),
            content = @Content(schema = @Schema(implementation = RequestView.class)))
    @APIResponse(responseCode = "304", description = "Nothing has happened since the answer you have")
    @APIResponse(responseCode = "404", description = "There is no such request, or it is none of yours")
    public Uni<RestResponse<RequestView>> one(@RestPath String id, @BeanParam LastSeen seen) {
        return lookout.answer(Tracking.idOf(id), seen, () -> {
            var tracked = tracking.visibleTo(user, id);
            return new Sight<>(tracked.view(), tracked.version());
        });
    }

    private Map<UUID, Position> positions(List<TrackedRequest> page) {
        return waitingList.positions(page.stream()
                .flatMap(request -> request.waitingReasons().stream())
                .toList());
    }

    private static RequestStatus status(String typed) {
        if (typed == null || typed.isBlank()) {
            return null;
        }
        return Arrays.stream(RequestStatus.values())
                .filter(status -> status.name().equalsIgnoreCase(typed.strip()))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid(
                        "status",
                        "There is no status " + typed.strip() + ". The statuses are "
                                + Arrays.stream(RequestStatus.values())
                                        .map(RequestStatus::name)
                                        .collect(Collectors.joining(", "))
                                + "."));
    }

    private static String lowerCase(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }
}
