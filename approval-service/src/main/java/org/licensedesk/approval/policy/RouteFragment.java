package org.licensedesk.approval.policy;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.approval.people.Directories;
import org.licensedesk.approval.people.Directory;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;

/** Says on the request form, before anything is sent, who would decide. */
@Path("/fragments/route")
@Authenticated
@Blocking
class RouteFragment {

    private final Directories directories;
    private final Database database;
    private final CurrentUser currentUser;

    RouteFragment(Directories directories, Database database, CurrentUser currentUser) {
        this.directories = directories;
        this.database = database;
        this.currentUser = currentUser;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance route(String sentence);
    }

    /** A sentence such as "Goes to Grace Duval, your manager."; nothing for a beneficiary nobody knows. */
    @GET
    @Produces(MediaType.TEXT_HTML)
    public Object route(@RestQuery String beneficiary) {
        var me = currentUser.email();
        var email = beneficiary == null || beneficiary.isBlank()
                ? me
                : beneficiary.strip().toLowerCase(Locale.ROOT);
        var directory = database.read(directories::current);
        var person = directory.person(email).filter(Directory.Entry::active);
        if (person.isEmpty()) {
            return Response.noContent().build();
        }
        var requester = directory
                .person(me)
                .map(Directory.Entry::ref)
                .orElseGet(() -> new PersonRef(null, me, currentUser.name()));
        var route = LineManagerPolicy.route(directory, requester, person.get().ref());
        return Templates.route(sentence(route, email.equals(me)));
    }

    static String sentence(Route route, boolean forMyself) {
        return route.fold(
                person -> "Goes to " + person.approver().name()
                        + (person.isLineManager()
                                ? ", "
                                        + (forMyself
                                                ? "your"
                                                : person.beneficiary().name() + "'s") + " manager."
                                : ", next up the line: " + person.passingOver() + "."),
                owners -> "Goes to the license owners ("
                        + owners.owners().stream().map(PersonRef::name).collect(Collectors.joining(", ")) + "): "
                        + owners.because() + ".",
                nowhere -> "Nobody can decide on it yet: " + nowhere.cause()
                        + ". You can send it; an administrator is asked to help.");
    }
}
