package org.licensedesk.chassis.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.security.ForbiddenException;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** The one place where what goes wrong inside Quarkus REST becomes an answer. */
@Singleton
class ErrorMappers {

    private static final Logger LOG = Logger.getLogger(ErrorMappers.class);

    private final Answers answers;
    private final AccessLog accessLog;

    ErrorMappers(Answers answers, AccessLog accessLog) {
        this.answers = answers;
        this.accessLog = accessLog;
    }

    @ServerExceptionMapper
    Response refused(Refusal refusal, RoutingContext context) {
        if (refusal.refusesAccess()) {
            accessLog.refused(context, refusal.kind().status(), refusal.code());
        }
        return answers.response(Problem.of(refusal), context);
    }

    @ServerExceptionMapper(priority = 1)
    Response forbidden(ForbiddenException thrown, RoutingContext context) {
        accessLog.refused(context, 403, "FORBIDDEN");
        return answers.response(Problem.of(403), context);
    }

    @ServerExceptionMapper(priority = 1)
    Response violated(ConstraintViolationException thrown, RoutingContext context) {
        var violations = Violations.of(thrown);
        return violations.isEmpty()
                ? broken(thrown, context)
                : answers.response(Violations.problem(violations), context);
    }

    @ServerExceptionMapper(priority = 1)
    Response unreadable(JsonProcessingException thrown, RoutingContext context) {
        return JsonMistakes.isOurs(thrown)
                ? broken(thrown, context)
                : answers.response(JsonMistakes.problem(thrown), context);
    }

    /** Named of its own because Quarkus brings a mapper for just this type. */
    @ServerExceptionMapper(priority = 1)
    Response mismatched(MismatchedInputException thrown, RoutingContext context) {
        return unreadable(thrown, context);
    }

    @ServerExceptionMapper
    Response http(WebApplicationException thrown, RoutingContext context) {
        if (thrown.getCause() instanceof JsonProcessingException json) {
            return unreadable(json, context);
        }
        var response = thrown.getResponse();
        if (response.getStatus() < 400 || response.hasEntity()) {
            return response;
        }
        if (response.getStatus() >= 500) {
            return broken(thrown, context);
        }
        var answer = answers.response(Problem.of(response.getStatus()), context);
        return Response.fromResponse(answer)
                .header("Allow", response.getHeaderString("Allow"))
                .build();
    }

    @ServerExceptionMapper
    Response anythingElse(Throwable thrown, RoutingContext context) {
        return broken(thrown, context);
    }

    private Response broken(Throwable thrown, RoutingContext context) {
        var asking = answers.asking(context);
        var what = AccessLog.escaped(asking.method() + " " + asking.path());
        if (Faults.isPassing(thrown)) {
            LOG.warnf("%s could not be answered now: %s", what, AccessLog.escaped(String.valueOf(thrown)));
            return answers.response(Problem.of(503), context);
        }
        if (Faults.isUnstorableText(thrown)) {
            return answers.response(
                    Problem.of(
                            400,
                            "UNSTORABLE_TEXT",
                            "What was sent contains a character that no text has, such as NUL, so nothing was done."),
                    context);
        }
        LOG.errorf(thrown, "%s failed", what);
        return answers.response(Problem.of(500), context);
    }
}
