package org.licensedesk.chassis.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.NoSuchElementException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.messaging.ParkedEvent;
import org.licensedesk.chassis.messaging.ParkedEvents;

/** Events that could not take effect, for an administrator to look at and to try again once the cause is gone. */
@Path("attention/parked")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class ParkedEventsPage {

    @CheckedTemplate(basePath = "chassis")
    static class Templates {
        static native TemplateInstance parkedEvents(PageOf<ParkedEvent> page, String path);
    }

    private static final String PATH = "/attention/parked";

    private final ParkedEvents parkedEvents;
    private final Flash flash;
    private final Frame frame;

    ParkedEventsPage(ParkedEvents parkedEvents, Flash flash, Frame frame) {
        this.parkedEvents = parkedEvents;
        this.flash = flash;
        this.frame = frame;
    }

    /** The oldest first. */
    @GET
    @Operation(hidden = true)
    public TemplateInstance list(@BeanParam Paging paging) {
        var after = paging.cursor(1).map(cursor -> cursor.number(0)).orElse(0L);
        var rows = parkedEvents.list(after, paging.limit() + 1);
        var page = PageOf.of(rows, paging.limit(), event -> Cursor.at(event.id()));
        return Templates.parkedEvents(page, frame.root() + PATH);
    }

    /** Tries one again, and what waits behind it. */
    @POST
    @Path("{id}/retry")
    @Operation(hidden = true)
    public Response retry(@RestPath long id, @RestForm String back) {
        try {
            parkedEvents
                    .retry(id)
                    .ifPresentOrElse(
                            cause -> flash.notice("It still cannot take effect: " + cause),
                            () -> flash.success("It has taken effect now, and so has what waited for it."));
        } catch (NoSuchElementException gone) {
            flash.success("It was no longer parked: it has taken effect already.");
        }
        return WayBack.to(back, frame.root() + PATH);
    }
}
