package org.licensedesk.chassis.web;

import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** What was shown to one person is kept for nobody else; a page stays only for that person's own back button, with what was typed into it. */
@ApplicationScoped
class CachePolicy {

    private static final String CACHE_CONTROL = "Cache-Control";

    private final Answers answers;

    CachePolicy(Answers answers) {
        this.answers = answers;
    }

    @ServerResponseFilter
    void keepPrivate(ContainerResponseContext response, RoutingContext context) {
        if (!response.getHeaders().containsKey(CACHE_CONTROL)) {
            var policy = answers.asking(context).api() ? "no-store" : "private, no-cache";
            response.getHeaders().putSingle(CACHE_CONTROL, policy);
        }
    }
}
