package org.licensedesk.chassis.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;

/** Pages of the kind that services have, using every tag. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class TryPages {

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance list(List<Row> rows, Instant now, String text);

        static native TemplateInstance form(String text, FieldErrors errors);

        static native TemplateInstance live(String version);

        static native TemplateInstance attention();
    }

    public record Row(
            String name,
            String title,
            String kind,
            String state,
            int done,
            Instant at,
            int used,
            int of,
            BigDecimal price) {}

    private final Flash flash;

    TryPages(Flash flash) {
        this.flash = flash;
    }

    @GET
    public TemplateInstance list(@RestQuery String text) {
        var now = Instant.now();
        return Templates.list(
                List.of(
                        new Row(
                                "Project Plan 3",
                                "for Kevin Brown",
                                "waiting",
                                "Waiting for Grace Duval",
                                3,
                                now.minusSeconds(200),
                                12,
                                40,
                                new BigDecimal("28.1")),
                        new Row(
                                "Copilot",
                                "for Kevin Brown",
                                "info",
                                "3rd in the waiting list of 5",
                                4,
                                now.minusSeconds(90000),
                                40,
                                40,
                                new BigDecimal("1200")),
                        new Row(
                                "Visio Plan 2",
                                "for Priya Nair",
                                "good",
                                "Assigned",
                                4,
                                now.minusSeconds(900000),
                                5,
                                25,
                                new BigDecimal("13")),
                        new Row(
                                "Power BI Pro",
                                "for Kevin Brown",
                                "bad",
                                "Rejected by Omar Haddad",
                                2,
                                now.minusSeconds(40000000),
                                0,
                                0,
                                null)),
                now,
                text == null ? "" : text);
    }

    @GET
    @Path("form")
    public TemplateInstance form() {
        return Templates.form("", FieldErrors.none());
    }

    @POST
    @Path("form")
    public Object send(@RestForm String text, @HeaderParam("HX-Request") String htmx) {
        if (text.length() < 10) {
            var refusal = Refusal.invalid("text", "Say in at least 10 characters why.");
            return RestResponse.status(RestResponse.Status.BAD_REQUEST, Templates.form(text, refusal.fieldErrors()));
        }
        if (text.contains("twice")) {
            throw Refusal.conflict("ALREADY_DECIDED", "Already approved by Ada Moreno <b>at</b> 10:42.");
        }
        flash.success("Sent: " + text);
        return Response.seeOther(URI.create("/")).build();
    }

    @GET
    @Path("live")
    public Object live(@RestQuery String version) {
        return "7".equals(version) ? Response.noContent().build() : Templates.live("7");
    }

    @GET
    @Path("fragments/attention")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public TemplateInstance attention() {
        return Templates.attention();
    }

    @GET
    @Path("office")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public String office() {
        return "the office";
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("the secret inner reason");
    }
}
