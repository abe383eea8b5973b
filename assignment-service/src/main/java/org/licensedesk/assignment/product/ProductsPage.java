package org.licensedesk.assignment.product;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.assignment.sheet.SentFile;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** All products with their pools; importing and defining them. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class ProductsPage {

    private final ProductRows products;
    private final DefineProduct defineProduct;
    private final ProductChoices choices;
    private final ImportProducts importProducts;
    private final CurrentUser currentUser;
    private final Flash flash;

    ProductsPage(
            ProductRows products,
            DefineProduct defineProduct,
            ProductChoices choices,
            ImportProducts importProducts,
            CurrentUser currentUser,
            Flash flash) {
        this.products = products;
        this.defineProduct = defineProduct;
        this.choices = choices;
        this.importProducts = importProducts;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance products(
                ProductRows.Totals totals, ProductFilter filter, PageOf<ProductRow> page, boolean first);

        static native TemplateInstance define(ProductForm form, List<Choice> products, FieldErrors errors);

        static native TemplateInstance importList(ImportReport report, FieldErrors errors);
    }

    @GET
    public Object products(@RestQuery String q, @RestQuery String show, @BeanParam Paging paging) {
        if (!currentUser.isAdministrator()) {
            // whoever is curious finds what is theirs instead of a closed door
            return Response.seeOther(URI.create("/seats")).build();
        }
        ProductFilter filter = ProductFilter.of(q, show);
        var cursor = paging.cursor(3);
        var rows = products.list(
                filter,
                cursor.map(c -> new ProductRows.Place(c.text(0).equals("true"), c.text(1), c.text(2)))
                        .orElse(null),
                paging.limit() + 1);
        return Templates.products(
                products.totals(),
                filter,
                PageOf.of(rows, paging.limit(), row -> {
                    var place = ProductRows.Place.behind(row);
                    return Cursor.at(place.idle(), place.name(), place.sku());
                }),
                cursor.isEmpty());
    }

    @GET
    @Path("define")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public TemplateInstance form() {
        return Templates.define(ProductForm.empty(), choices.offered(), FieldErrors.none());
    }

    @POST
    @Path("define")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Object define(
            @RestForm String sku,
            @RestForm String name,
            @RestForm String monthlyPrice,
            @RestForm String currency,
            @RestForm String requestable,
            @RestForm String roles,
            @RestForm List<String> requires,
            @RestForm List<String> excludes) {
        var form = new ProductForm(
                sku, name, monthlyPrice, currency, requestable != null, roles, requires, excludes, true);
        try {
            if (products.of(form.sku()).isPresent()) {
                throw Refusal.invalid("sku", "There is a product " + form.sku() + " already.");
            }
            defineProduct.define(form.sku(), form.definition(choices), currentUser.email());
        } catch (Refusal refusal) {
            return ProductForm.again(refusal, errors -> Templates.define(form, choices.offered(), errors));
        }
        flash.success(form.name() + " is defined. Buy seats below, so that somebody can have one.");
        return Response.seeOther(URI.create("/products/" + SkuInAddress.of(form.sku())))
                .build();
    }

    @GET
    @Path("import")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public TemplateInstance importForm() {
        return Templates.importList(null, FieldErrors.none());
    }

    @POST
    @Path("import")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Object importList(@RestForm FileUpload file, @RestForm String strict) {
        try {
            return Templates.importList(
                    importProducts.read(SentFile.bytes(file), strict != null, currentUser.email()), FieldErrors.none());
        } catch (Refusal refusal) {
            return ProductForm.again(refusal, errors -> Templates.importList(ImportReport.refused(refusal), errors));
        }
    }
}
