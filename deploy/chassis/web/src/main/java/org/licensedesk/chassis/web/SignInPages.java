package org.licensedesk.chassis.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The pages around signing in and out. The provider sends people to {@code signed-in}; from there they go on to where they wanted to be. */
@Path("/")
class SignInPages {

    @CheckedTemplate(basePath = "chassis")
    static class Templates {
        static native TemplateInstance signedOut();
    }

    private final Answers answers;

    SignInPages(Answers answers) {
        this.answers = answers;
    }

    /** Reached only when the path to go back to got lost on the way. */
    @GET
    @Path("signed-in")
    @Authenticated
    @Operation(hidden = true)
    public Response signedIn() {
        return Response.seeOther(URI.create("/")).build();
    }

    @GET
    @Path("signed-out")
    @PermitAll
    @Operation(hidden = true)
    public TemplateInstance signedOut() {
        return Templates.signedOut();
    }

    /** The provider said no, or the person did. What it said is not shown: anybody could have written it into the address. */
    @GET
    @Path("sign-in-failed")
    @PermitAll
    @Operation(hidden = true)
    public Response failed(RoutingContext context) {
        return answers.response(
                Problem.of(
                        403,
                        "SIGN_IN_FAILED",
                        "Signing in did not work. Try again, or ask whoever looks after your accounts."),
                context);
    }
}
