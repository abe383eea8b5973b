package org.licensedesk.assignment.reclaim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
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
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.assignment.sheet.SentFile;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Reclaiming for administrators: what is unused, campaigns and their progress, and the report of use they stand on. */
@Path("/reclaim")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.TEXT_HTML)
class ReclaimPage {

    private static final int ANSWER_WITHIN_DAYS = 14;
    private static final int CAMPAIGNS_SHOWN = 20;

    private final StartCampaign startCampaign;
    private final ReportUsage reportUsage;
    private final Campaigns campaigns;
    private final Usage usage;
    private final ReclaimSettings settings;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    ReclaimPage(
            StartCampaign startCampaign,
            ReportUsage reportUsage,
            Campaigns campaigns,
            Usage usage,
            ReclaimSettings settings,
            Database database,
            CurrentUser currentUser,
            Flash flash) {
        this.startCampaign = startCampaign;
        this.reportUsage = reportUsage;
        this.campaigns = campaigns;
        this.usage = usage;
        this.settings = settings;
        this.database = database;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    /** A product with seats that nobody uses. */
    record Idle(String sku, String productName, int unused, boolean chosen) {}

    /** Everything the page shows. */
    record View(int days, List<Idle> idle, Nothing nothing, List<Campaign> campaigns, LocalDate tomorrow) {}

    /**
     * Why no seat is known to be unused.
     *
     * @param useKnown whether anybody's use of any product was ever reported
     * @param knownOn from when on the longest held seat counts as unused if nobody uses it; null when it does already, or when there is none
     */
    record Nothing(boolean useKnown, LocalDate knownOn) {}

    /** What was chosen, kept as it was chosen. */
    record Typed(List<String> skus, String days, String answerBy, String otherwise, String refusal) {}

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance reclaim(View view, Typed typed, FieldErrors errors);

        static native TemplateInstance usage(ReportUsage.Report report, FieldErrors errors);

        static native TemplateInstance campaign(Campaign campaign, PageOf<Question> page, boolean first);

        static native TemplateInstance campaign$progress(Campaign campaign, PageOf<Question> page, boolean first);
    }

    @GET
    public RestResponse<TemplateInstance> reclaim(@RestQuery String days, @RestQuery String sku) {
        FieldErrors errors = FieldErrors.none();
        int asked = settings.unusedAfterDays();
        try {
            asked = UsageApi.days(days, asked);
        } catch (Refusal refusal) {
            errors = refusal.fieldErrors();
        }
        String shown = days == null || errors.isEmpty() ? String.valueOf(asked) : days;
        List<String> chosen = sku == null ? List.of() : List.of(sku);
        var typed = new Typed(
                chosen, shown, usage.today().plusDays(ANSWER_WITHIN_DAYS).toString(), null, null);
        return RestResponse.ok(Templates.reclaim(view(asked, chosen), typed, errors));
    }

    @POST
    public Object start(
            @RestForm List<String> skus, @RestForm String days, @RestForm String answerBy, @RestForm String otherwise) {
        List<String> chosen = skus == null ? List.of() : skus;
        try {
            Map<String, String> objections = new LinkedHashMap<>();
            Integer asked = null;
            LocalDate until = null;
            try {
                asked = UsageApi.days(days, settings.unusedAfterDays());
                until = answerBy == null || answerBy.isBlank() ? null : LocalDate.parse(answerBy.strip());
            } catch (DateTimeParseException notADay) {
                objections.put("answerBy", "A day looks like 2027-06-30.");
            } catch (Refusal refusal) {
                refusal.fieldErrors().all().forEach(entry -> objections.put(entry.field(), entry.sentence()));
            }
            if (!objections.isEmpty()) {
                throw Refusal.invalid(objections);
            }
            UUID id = startCampaign.start(
                    StartCampaign.Plan.of(chosen, asked, until, otherwise, usage.today()), currentUser.email());
            flash.success("The holders are asked by mail and on their own pages. Here you see what they answer.");
            return Response.seeOther(URI.create("/reclaim/" + id)).build();
        } catch (Refusal refusal) {
            int asked = daysOr(days, settings.unusedAfterDays());
            var typed = new Typed(
                    chosen, days, answerBy, otherwise, refusal.fieldErrors().isEmpty() ? refusal.sentence() : null);
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.reclaim(view(asked, chosen), typed, refusal.fieldErrors()));
        }
    }

    @GET
    @Path("/usage")
    public TemplateInstance usageForm() {
        return Templates.usage(null, FieldErrors.none());
    }

    @POST
    @Path("/usage")
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Object usage(@RestForm FileUpload file) {
        try {
            UsageFile sent = UsageFile.csv(SentFile.bytes(file));
            return Templates.usage(reportUsage.take(sent, currentUser.email()), FieldErrors.none());
        } catch (Refusal refusal) {
            return RestResponse.status(
                    RestResponse.Status.fromStatusCode(refusal.kind().status()),
                    Templates.usage(null, refusal.fieldErrorsOr("file")));
        }
    }

    @GET
    @Path("/{id}")
    public TemplateInstance campaign(@RestPath UUID id, @BeanParam Paging paging) {
        return database.read(handle -> {
            Campaign campaign = existing(handle, id);
            var behind = paging.cursor(2)
                    .map(cursor -> new Campaigns.Place(cursor.text(0), cursor.uuid(1)))
                    .orElse(null);
            return Templates.campaign(campaign, page(handle, id, behind, paging.limit()), behind == null);
        });
    }

    /** The first page once more, if anything on it has changed. */
    @GET
    @Path("/{id}/progress")
    public Object progress(@RestPath UUID id, @RestQuery String version) {
        return database.read(handle -> {
            Campaign campaign = existing(handle, id);
            return campaign.version().equals(version)
                    ? Response.noContent().build()
                    : Templates.campaign$progress(campaign, page(handle, id, null, new Paging().limit()), true);
        });
    }

    private PageOf<Question> page(Handle handle, UUID id, Campaigns.Place behind, int limit) {
        return PageOf.of(
                campaigns.questions(handle, id, null, behind, limit + 1),
                limit,
                question -> Cursor.at(question.holder().name(), question.id()));
    }

    private Campaign existing(Handle handle, UUID id) {
        return campaigns.of(handle, id).orElseThrow(() -> Refusal.notFound("There is no such campaign."));
    }

    private View view(int days, List<String> chosen) {
        return database.read(handle -> {
            Map<String, Integer> unused = usage.unusedByProduct(handle, days);
            Map<String, String> names = ProductNames.of(handle, unused.keySet());
            return new View(
                    days,
                    unused.entrySet().stream()
                            .map(entry -> new Idle(
                                    entry.getKey(),
                                    names.get(entry.getKey()),
                                    entry.getValue(),
                                    chosen.contains(entry.getKey())))
                            .sorted(Comparator.comparing(Idle::unused)
                                    .reversed()
                                    .thenComparing(Idle::productName))
                            .toList(),
                    unused.isEmpty() ? nothing(handle, days) : null,
                    campaigns.list(handle, null, CAMPAIGNS_SHOWN),
                    usage.today().plusDays(1));
        });
    }

    private Nothing nothing(Handle handle, int days) {
        return new Nothing(
                !usage.known(handle).isEmpty(),
                usage.longestHeldSince(handle)
                        .map(since -> usage.unusedFrom(since, days))
                        .filter(day -> day.isAfter(usage.today()))
                        .orElse(null));
    }

    private static int daysOr(String typed, int otherwise) {
        try {
            return UsageApi.days(typed, otherwise);
        } catch (Refusal notANumber) {
            return otherwise;
        }
    }
}
