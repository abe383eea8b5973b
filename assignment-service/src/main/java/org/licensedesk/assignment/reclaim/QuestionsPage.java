package org.licensedesk.assignment.reclaim;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Flash;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WayBack;

/** What a holder is asked: a page, the same as a panel for the pages that show one's licenses, and the two buttons. */
@Path("/")
@Authenticated
@Produces(MediaType.TEXT_HTML)
class QuestionsPage {

    private final Campaigns campaigns;
    private final AnswerQuestion answerQuestion;
    private final Database database;
    private final CurrentUser currentUser;
    private final Flash flash;

    QuestionsPage(
            Campaigns campaigns,
            AnswerQuestion answerQuestion,
            Database database,
            CurrentUser currentUser,
            Flash flash) {
        this.campaigns = campaigns;
        this.answerQuestion = answerQuestion;
        this.database = database;
        this.currentUser = currentUser;
        this.flash = flash;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance mine(List<Question> questions);

        static native TemplateInstance questions(List<Question> questions, String back);
    }

    @GET
    @Path("reclaim-questions")
    public TemplateInstance mine() {
        return Templates.mine(questions());
    }

    @GET
    @Path("fragments/reclaim")
    public TemplateInstance questions(@RestQuery String back) {
        return Templates.questions(questions(), WayBack.isPathOfThisSite(back) ? back : "/assignments/seats");
    }

    @POST
    @Path("reclaim-questions/{id}/answer")
    public Response answer(@RestPath UUID id, @RestForm String answer, @RestForm String back) {
        try {
            Question answered = answerQuestion.answer(
                    id, Answer.of("answer", answer, "The answer is KEEP or RELEASE."), currentUser);
            flash.success(
                    answered.isKept()
                            ? "You keep your seat of " + answered.productName() + "."
                            : "You released your seat of " + answered.productName() + ". Thank you.");
        } catch (Refusal refusal) {
            if (refusal.kind() != Refusal.Kind.CONFLICT) {
                throw refusal;
            }
            flash.notice(refusal.sentence());
        }
        return WayBack.to(back, "/assignments/seats");
    }

    private List<Question> questions() {
        String own = currentUser.email();
        return database.read(handle -> campaigns.questionsTo(handle, own));
    }
}
