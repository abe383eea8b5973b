package org.licensedesk.chassis.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Arc;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Puts a {@link Problem} into the form its asker can use: problem JSON, a fragment for htmx, or a page. */
@Singleton
class Answers {

    private static final String HTML = "text/html;charset=UTF-8";
    private static final String RETRY_AFTER_SECONDS = "5";

    @CheckedTemplate(basePath = "chassis")
    static class Templates {
        static native TemplateInstance problem(Problem problem);

        static native TemplateInstance alert(Problem problem);
    }

    private final ObjectMapper json;
    private final String root;

    Answers(ObjectMapper json, @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
        this.json = json;
        this.root = root;
    }

    /** Status, headers and body of an answer, before it is known which layer sends it. */
    record Answer(int status, Map<String, String> headers, String body) {}

    Asking asking(RoutingContext context) {
        return Asking.of(context, root);
    }

    Answer answer(Problem problem, RoutingContext context) {
        var asking = asking(context);
        var headers = new LinkedHashMap<String, String>();
        if (problem.status() == 503 || problem.status() == 429) {
            headers.put("Retry-After", RETRY_AFTER_SECONDS);
        }
        headers.put("Cache-Control", "no-store");
        if (asking.api()) {
            headers.put("Content-Type", Problem.MEDIA_TYPE);
            return new Answer(problem.status(), headers, toJson(problem));
        }
        headers.put("Content-Type", HTML);
        if (asking.htmx()) {
            // whatever was to be replaced stays; the sentence appears where all messages do
            headers.put("HX-Retarget", "#messages");
            headers.put("HX-Reswap", "innerHTML");
            return new Answer(problem.status(), headers, render(Templates.alert(problem)));
        }
        return new Answer(problem.status(), headers, render(Templates.problem(problem)));
    }

    /** As an answer of Quarkus REST. */
    Response response(Problem problem, RoutingContext context) {
        var answer = answer(problem, context);
        var response = Response.status(answer.status()).entity(answer.body());
        answer.headers().forEach(response::header);
        return response.build();
    }

    /** Straight to the wire, for what is refused before Quarkus REST is reached. */
    void send(Problem problem, RoutingContext context) {
        if (context.response().ended() || context.response().headWritten()) {
            return;
        }
        var answer = answer(problem, context);
        context.response().setStatusCode(answer.status());
        answer.headers().forEach(context.response()::putHeader);
        context.response().end(answer.body());
    }

    private static String render(TemplateInstance template) {
        var requestContext = Arc.container().requestContext();
        if (requestContext.isActive()) {
            return template.render();
        }
        requestContext.activate();
        try {
            return template.render();
        } finally {
            requestContext.terminate();
        }
    }

    private String toJson(Problem problem) {
        try {
            return json.writeValueAsString(problem);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a problem always has a JSON form", e);
        }
    }
}
