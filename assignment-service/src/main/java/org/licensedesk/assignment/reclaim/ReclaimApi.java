package org.licensedesk.assignment.reclaim;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.assignment.reclaim.ReclaimEvent.Named;
import org.licensedesk.assignment.reclaim.UsageApi.PersonView;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Reclaiming unused seats, for programs: administrators start campaigns, holders answer. */
@Path("/api")
@Authenticated
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Reclaiming")
class ReclaimApi {

    private final StartCampaign startCampaign;
    private final AnswerQuestion answerQuestion;
    private final Campaigns campaigns;
    private final Usage usage;
    private final Database database;
    private final CurrentUser currentUser;

    ReclaimApi(
            StartCampaign startCampaign,
            AnswerQuestion answerQuestion,
            Campaigns campaigns,
            Usage usage,
            Database database,
            CurrentUser currentUser) {
        this.startCampaign = startCampaign;
        this.answerQuestion = answerQuestion;
        this.campaigns = campaigns;
        this.usage = usage;
        this.database = database;
        this.currentUser = currentUser;
    }

    /** What an administrator sends to start a campaign. */
    @Schema(name = "NewReclaimCampaign")
    record CampaignBody(
            @Schema(required = true, examples = "[\"PROJECT_PLAN3\"]")
            List<String> skus,

            @Schema(required = true, minimum = "1", description = "how long a seat was not used", examples = "60")
            Integer days,

            @Schema(required = true, description = "the last day to answer", examples = "\"2026-12-06\"")
            LocalDate answerBy,

            @Schema(
                    required = true,
                    enumeration = {"KEEP", "RELEASE"},
                    description = "what happens to the seats of those who do not answer: there is no default",
                    examples = "\"RELEASE\"")
            String otherwise) {}

    /** A holder's answer. */
    @Schema(name = "ReclaimAnswer")
    record AnswerBody(
            @Schema(
                    required = true,
                    enumeration = {"KEEP", "RELEASE"},
                    examples = "\"RELEASE\"")
            String answer) {}

    /** A campaign and how far it is. */
    @Schema(name = "ReclaimCampaign")
    record CampaignView(
            UUID id,
            List<Named> products,
            int days,
            LocalDate answerBy,
            Answer otherwise,
            Campaign.State state,
            String startedBy,
            Instant startedAt,
            Instant endedAt,
            int asked,
            int open,
            int kept,
            int released,

            @Schema(description = "whose seat was gone before they answered")
            int gone,

            @Schema(description = "holders without use whose seat comes with a group, which alone takes it back")
            int notAsked) {
        static CampaignView of(Campaign campaign) {
            return new CampaignView(
                    campaign.id(),
                    campaign.products(),
                    campaign.days(),
                    campaign.answerBy(),
                    campaign.otherwise(),
                    campaign.state(),
                    campaign.startedBy(),
                    campaign.startedAt(),
                    campaign.endedAt(),
                    campaign.tally().asked(),
                    campaign.tally().open(),
                    campaign.tally().kept(),
                    campaign.tally().released(),
                    campaign.tally().gone(),
                    campaign.tally().notAsked());
        }
    }

    /** A question to a holder. */
    @Schema(name = "ReclaimQuestion")
    record QuestionView(
            UUID id,
            UUID campaign,
            PersonView holder,
            String sku,
            String productName,
            UUID seat,
            Instant since,
            LocalDate lastUsedOn,
            LocalDate answerBy,
            Answer otherwise,
            Question.State state,

            @Schema(description = "whether nobody answered") boolean byDefault,

            Instant settledAt,
            String note) {
        static QuestionView of(Question question) {
            return new QuestionView(
                    question.id(),
                    question.campaignId(),
                    new PersonView(question.holder().email(), question.holder().name()),
                    question.sku(),
                    question.productName(),
                    question.seatId(),
                    question.since(),
                    question.lastUsedOn(),
                    question.answerBy(),
                    question.otherwise(),
                    question.state(),
                    question.byDefault(),
                    question.settledAt(),
                    question.note());
        }
    }

    @POST
    @Path("/reclaim-campaigns")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Ask holders of unused seats",
            description =
                    "Asks everybody who holds one of the products for so many days and did not use it for as many. Seats"
                            + " that come with a group are listed and not asked about.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = CampaignBody.class),
                            examples = @ExampleObject(name = "campaign", value = """
                                    {"skus": ["PROJECT_PLAN3"], "days": 60, "answerBy": "2026-12-06", "otherwise": "RELEASE"}""")))
    @APIResponse(
            responseCode = "201",
            content =
                    @Content(
                            schema = @Schema(implementation = CampaignView.class),
                            examples = @ExampleObject(name = "campaign", value = ReclaimApi.EXAMPLE)))
    @APIResponse(responseCode = "400", description = "Fields that cannot be used; the default must be chosen")
    @APIResponse(responseCode = "409", description = "No use of a product was ever reported, or nobody is to be asked")
    public Response start(CampaignBody body) {
        CampaignBody sent = body == null ? new CampaignBody(null, null, null, null) : body;
        var plan = StartCampaign.Plan.of(sent.skus(), sent.days(), sent.answerBy(), sent.otherwise(), usage.today());
        UUID id = startCampaign.start(plan, currentUser.email());
        return Response.created(URI.create("/api/reclaim-campaigns/" + id))
                .entity(campaign(id))
                .build();
    }

    @GET
    @Path("/reclaim-campaigns")
    @RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
    @Operation(summary = "Campaigns, the latest first")
    public PageOf<CampaignView> list(@BeanParam Paging paging) {
        var behind = paging.cursor(1).map(cursor -> cursor.uuid(0)).orElse(null);
        int limit = paging.limit();
        var rows = database.read(handle -> campaigns.list(handle, behind, limit + 1));
        return PageOf.of(rows, limit, campaign -> Cursor.at(campaign.id())).map(CampaignView::of);
    }

    @GET
    @Path("/reclaim-campaigns/{id}")
    @RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
    @Operation(summary = "One campaign and how far it is")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = CampaignView.class),
                            examples = @ExampleObject(name = "campaign", value = ReclaimApi.EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public CampaignView campaign(@RestPath UUID id) {
        return CampaignView.of(existing(id));
    }

    @GET
    @Path("/reclaim-campaigns/{id}/questions")
    @RolesAllowed({CurrentUser.LICENSE_ADMIN, CurrentUser.AUDITOR})
    @Operation(summary = "Who was asked, and what they said", description = "By the name of the holder.")
    @APIResponse(responseCode = "404", description = "There is no such campaign")
    public PageOf<QuestionView> questions(@RestPath UUID id, @BeanParam Paging paging) {
        existing(id);
        var behind = paging.cursor(2)
                .map(cursor -> new Campaigns.Place(cursor.text(0), cursor.uuid(1)))
                .orElse(null);
        int limit = paging.limit();
        var rows = database.read(handle -> campaigns.questions(handle, id, null, behind, limit + 1));
        return PageOf.of(rows, limit, question -> Cursor.at(question.holder().name(), question.id()))
                .map(QuestionView::of);
    }

    @GET
    @Path("/reclaim-questions")
    @Operation(
            summary = "What I am asked",
            description = "One's own questions of campaigns that go on: without an answer, or answered with KEEP.")
    public PageOf<QuestionView> mine() {
        String own = currentUser.email();
        return PageOf.all(database.read(handle -> campaigns.questionsTo(handle, own)))
                .map(QuestionView::of);
    }

    @POST
    @Path("/reclaim-questions/{id}/answer")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Keep or release",
            description =
                    "By the holder alone. A kept seat can still be released until the last day; a released one goes to the"
                            + " first in the waiting list at once.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = AnswerBody.class),
                            examples = @ExampleObject(name = "answer", value = "{\"answer\": \"RELEASE\"}")))
    @APIResponse(responseCode = "200", description = "Answered; the same answer a second time changes nothing")
    @APIResponse(responseCode = "404", description = "There is no such question, or it is somebody else's")
    @APIResponse(responseCode = "409", description = "Too late, the seat is gone, or it comes with a group by now")
    public QuestionView answer(@RestPath UUID id, AnswerBody body) {
        return QuestionView.of(answerQuestion.answer(
                id,
                Answer.of("answer", body == null ? null : body.answer(), "The answer is KEEP or RELEASE."),
                currentUser));
    }

    private Campaign existing(UUID id) {
        return database.read(handle -> campaigns.of(handle, id))
                .orElseThrow(() -> Refusal.notFound("There is no such campaign."));
    }

    static final String EXAMPLE = """
            {"id": "01934d2c-0300-7abc-8def-0123456789ab",
             "products": [{"sku": "PROJECT_PLAN3", "productName": "Project Plan 3"}], "days": 60, "answerBy": "2026-12-06",
             "otherwise": "RELEASE", "state": "OPEN", "startedBy": "lena.fischer@harbour.example",
             "startedAt": "2026-11-22T10:42:00.123456Z", "endedAt": null, "asked": 12, "open": 7, "kept": 2, "released": 3,
             "gone": 0, "notAsked": 4}""";
}
