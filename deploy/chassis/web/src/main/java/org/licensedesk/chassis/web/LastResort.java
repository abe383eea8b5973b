package org.licensedesk.chassis.web;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.MultiMap;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Sees to it that nothing is answered with an empty error: too much was sent, no such address, or a layer that only sets a status. */
@ApplicationScoped
class LastResort {

    private static final Logger LOG = Logger.getLogger(LastResort.class);
    private static final int BEFORE_EVERYTHING = 1000;

    private final Answers answers;
    private final WebSettings settings;

    LastResort(Answers answers, WebSettings settings) {
        this.answers = answers;
        this.settings = settings;
    }

    void limits(@Observes Filters filters) {
        filters.register(this::refuseTooLong, BEFORE_EVERYTHING);
    }

    void routes(@Observes Router router) {
        router.route().order(Integer.MAX_VALUE).handler(context -> answers.send(Problem.of(404), context));
        router.route().order(Integer.MAX_VALUE).failureHandler(this::failed);
    }

    /** Before anything else is done: a body by its declared length; what grows on the way is stopped by the server's own limit. */
    private void refuseTooLong(RoutingContext context) {
        if (context.request().uri().length() > settings.longestAddress()) {
            answers.send(Problem.of(414), context);
            return;
        }
        if (lengthOf(context.request().headers()) > settings.longestHeaders()) {
            answers.send(Problem.of(431), context);
            return;
        }
        var declared = context.request().getHeader("Content-Length");
        var type = context.request().getHeader("Content-Type");
        var limit = type != null && type.startsWith(MediaType.APPLICATION_JSON)
                ? settings.longestJson()
                : settings.longestBody();
        if (declared != null && longer(declared, limit)) {
            context.response().putHeader("Connection", "close");
            answers.send(Problem.of(413), context);
            return;
        }
        context.next();
    }

    private static long lengthOf(MultiMap headers) {
        long length = 0;
        for (var header : headers) {
            length += header.getKey().length() + header.getValue().length();
        }
        return length;
    }

    private static boolean longer(String declared, long limit) {
        try {
            return Long.parseLong(declared.trim()) > limit;
        } catch (NumberFormatException notANumber) {
            return true;
        }
    }

    private void failed(RoutingContext context) {
        var thrown = context.failure();
        var status = context.statusCode() >= 400 ? context.statusCode() : 500;
        if (thrown != null && Faults.isPassing(thrown)) {
            status = 503;
        } else if (status >= 500) {
            LOG.errorf(thrown, "%s %s failed", context.request().method(), AccessLog.escaped(context.normalizedPath()));
        }
        try {
            answers.send(Problem.of(status), context);
        } catch (RuntimeException evenThePageFails) {
            LOG.error("an error page could not be rendered", evenThePageFails);
            context.response().setStatusCode(500).end();
        }
    }

    /** Filters that refuse with a bare status, the CSRF check above all, get a body too. */
    @ServerResponseFilter(priority = 1)
    void fill(ContainerResponseContext response, RoutingContext context) {
        if (response.getStatus() < 400 || response.hasEntity()) {
            return;
        }
        var asking = answers.asking(context);
        var problem = response.getStatus() == 400 && !asking.safe() && !asking.api()
                ? Problem.of(
                        400,
                        "FORM_OUTDATED",
                        "This form was open for too long, so nothing was done. Go back, reload the page and send it again.")
                : Problem.of(response.getStatus());
        var answer = answers.answer(problem, context);
        response.setEntity(answer.body());
        answer.headers().forEach((name, value) -> response.getHeaders().putSingle(name, value));
    }
}
