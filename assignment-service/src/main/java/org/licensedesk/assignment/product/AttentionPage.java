package org.licensedesk.assignment.product;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.licensedesk.chassis.web.CurrentUser;

/** What wants an administrator's eye, of all three services; each shows its own. */
@Path("/")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class AttentionPage {

    private static final int SHOWN = 50;

    private final ProductRows products;
    private final ProductSettings settings;

    AttentionPage(ProductRows products, ProductSettings settings) {
        this.products = products;
        this.settings = settings;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance attention();

        static native TemplateInstance fragment(List<ProductRow> dry, boolean more);
    }

    @GET
    @Path("attention")
    public TemplateInstance attention() {
        return Templates.attention();
    }

    @GET
    @Path("fragments/attention")
    public TemplateInstance fragment() {
        List<ProductRow> dry = products.runningDry(settings.dryAtPercent(), SHOWN + 1);
        return Templates.fragment(dry.stream().limit(SHOWN).toList(), dry.size() > SHOWN);
    }
}
