package org.licensedesk.request.tracking;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.licensedesk.chassis.web.CurrentUser;

/** What an administrator should look at here: parked events, and requests nobody has taken up. */
@Path("/fragments/attention")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class AttentionFragment {
    private static final Duration TOO_LONG = Duration.ofMinutes(5);
    private static final int SHOWN = 5;

    private final TrackedRequests requests;
    private final Clock clock;

    AttentionFragment(TrackedRequests requests, Clock clock) {
        this.requests = requests;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance attention(List<TrackedRequest> stuck);
    }

    @GET
    public TemplateInstance attention() {
        return Templates.attention(requests.submittedBefore(clock.instant().minus(TOO_LONG), SHOWN));
    }
}
