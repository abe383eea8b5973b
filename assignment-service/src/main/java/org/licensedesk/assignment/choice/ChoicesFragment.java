package org.licensedesk.assignment.choice;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.licensedesk.chassis.web.CurrentUser;

/** What a field for a product offers as one types into it. */
@Path("/fragments/products")
@RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
@Produces(MediaType.TEXT_HTML)
class ChoicesFragment {

    private static final int LONGEST = 300;

    private final ProductChoices choices;

    ChoicesFragment(ProductChoices choices) {
        this.choices = choices;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance options(List<Choice> choices);
    }

    /** A field sends what is in it under its own name, whatever that is. */
    @GET
    public TemplateInstance options(@Context UriInfo address) {
        String typed = address.getQueryParameters().values().stream()
                .flatMap(List::stream)
                .findFirst()
                .orElse("")
                .replace("\u0000", "")
                .strip();
        return Templates.options(
                typed.isEmpty() || typed.length() > LONGEST ? choices.offered() : choices.search(typed));
    }
}
