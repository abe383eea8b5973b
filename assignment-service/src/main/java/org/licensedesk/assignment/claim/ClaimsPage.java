package org.licensedesk.assignment.claim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.assignment.choice.Choice;
import org.licensedesk.assignment.choice.ChosenOne;
import org.licensedesk.assignment.choice.ProductChoices;
import org.licensedesk.assignment.claim.ClaimReport.Place;
import org.licensedesk.assignment.claim.ClaimReport.Row;
import org.licensedesk.assignment.seat.SkuInAddress;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** For administrators what can be claimed, and for auditors too what was. */
@Path("/claims")
@RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
@Produces(MediaType.TEXT_HTML)
class ClaimsPage {

    private static final int POLICIES_SHOWN = 200;

    private final ReadClaimPolicies readPolicies;
    private final ProductChoices choices;
    private final ClaimReport report;
    private final Clock clock;
    private final ClaimSettings settings;

    ClaimsPage(
            ReadClaimPolicies readPolicies,
            ProductChoices choices,
            ClaimReport report,
            Clock clock,
            ClaimSettings settings) {
        this.readPolicies = readPolicies;
        this.choices = choices;
        this.report = report;
        this.clock = clock;
        this.settings = settings;
    }

    /** What the page shows of the report. */
    record ReportView(
            ReportQuery.Filter filter,
            ClaimChart chart,
            PageOf<Row> page,
            boolean first,
            List<String> departments,
            String query) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance claims(
                List<PolicyRow> policies, List<Choice> products, ReportView report, String sku, FieldErrors errors);
    }

    @GET
    public RestResponse<TemplateInstance> claims(@BeanParam ReportQuery query, @BeanParam Paging paging) {
        try {
            return RestResponse.ok(page(query.filter(today(), choices), paging, "", FieldErrors.none()));
        } catch (Refusal refusal) {
            if (refusal.fieldErrors().isEmpty()) {
                throw refusal;
            }
            return RestResponse.status(
                    RestResponse.Status.BAD_REQUEST,
                    page(new ReportQuery().filter(today()), new Paging(), "", refusal.fieldErrors()));
        }
    }

    /** Goes on to the policy of the product that was typed. */
    @GET
    @Path("policies")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Object choose(@RestQuery String product) {
        String sku = product == null ? "" : product.strip();
        ChosenOne chosen = choices.chosenOne(sku);
        if (chosen.key() != null) {
            return Response.seeOther(address(chosen.key())).build();
        } else {
            FieldErrors errors = Refusal.invalid(
                            "product", sku.isEmpty() ? "Choose a product first." : chosen.objection())
                    .fieldErrors();
            return RestResponse.status(
                    RestResponse.Status.BAD_REQUEST,
                    page(new ReportQuery().filter(today()), new Paging(), sku, errors));
        }
    }

    @GET
    @Path("report.csv")
    @Produces(ReportSheet.CSV)
    public Response sheet(@BeanParam ReportQuery query) {
        return ReportSheet.answer(report, query.filter(today(), choices));
    }

    private TemplateInstance page(ReportQuery.Filter filter, Paging paging, String sku, FieldErrors errors) {
        var cursor = paging.cursor(3);
        List<Row> rows = report.rows(
                filter,
                cursor.map(c -> new Place(ReportQuery.day("cursor", c.text(0)), c.text(1), c.text(2)))
                        .orElse(null),
                paging.limit() + 1);
        var view = new ReportView(
                filter,
                ClaimChart.of(report.days(filter)),
                PageOf.of(rows, paging.limit(), row -> Cursor.at(row.day().toString(), row.sku(), row.department())),
                cursor.isEmpty(),
                report.departments(),
                ReportQuery.encoded(filter));
        return Templates.claims(readPolicies.after("", POLICIES_SHOWN), choices.offered(), view, sku, errors);
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), settings.zone());
    }

    private static URI address(String sku) {
        return URI.create("/products/" + SkuInAddress.of(sku) + "/claims");
    }
}
