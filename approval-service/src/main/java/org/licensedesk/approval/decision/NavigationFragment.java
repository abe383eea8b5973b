package org.licensedesk.approval.decision;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;

/** The entry "Approvals" in everybody's navigation, with what waits; nothing for whoever never approves. */
@Path("/fragments/nav")
@Authenticated
@Blocking
class NavigationFragment {

    private final Database database;
    private final Desk desk;
    private final CurrentUser currentUser;

    NavigationFragment(Database database, Desk desk, CurrentUser currentUser) {
        this.database = database;
        this.desk = desk;
        this.currentUser = currentUser;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance item(long count, String section);
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Object item(@RestQuery String section) {
        var email = currentUser.email();
        var shown = section == null ? "" : section;
        return database.read(handle -> {
            var waiting = desk.pulse(handle, email).waiting();
            return waiting > 0 || shown.equals("approvals") || desk.isSometimesAsked(handle, email)
                    ? Templates.item(waiting, shown)
                    : Response.noContent().build();
        });
    }
}
