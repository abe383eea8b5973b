package org.licensedesk.chassis.web;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Whoever changes something comes from our own pages or brings a bearer token. Beside the CSRF token this guards what has none,
 * JSON sent with a browser's session above all.
 */
@ApplicationScoped
class CrossSiteGuard {

    private final Answers answers;
    private final AccessLog accessLog;
    private final Optional<String> publicOrigin;

    CrossSiteGuard(Answers answers, AccessLog accessLog, WebSettings settings) {
        this.answers = answers;
        this.accessLog = accessLog;
        this.publicOrigin = settings.publicUrl().filter(url -> !url.isBlank()).map(CrossSiteGuard::originOf);
    }

    /** Null lets the request pass. */
    @ServerRequestFilter(preMatching = true)
    Response check(RoutingContext context) {
        var asking = answers.asking(context);
        if (asking.safe() || asking.bearer() || comesFromOurPages(context.request())) {
            return null;
        }
        accessLog.refused(context, 403, "CROSS_SITE");
        return answers.response(
                Problem.of(403, "CROSS_SITE", "This was not sent from one of our own pages, so nothing was done."),
                context);
    }

    private boolean comesFromOurPages(HttpServerRequest request) {
        var site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return site.equals("same-origin");
        }
        var origin = request.getHeader("Origin");
        if (origin == null || origin.equals("null")) {
            return false;
        }
        if (publicOrigin.isPresent()) {
            return publicOrigin.get().equalsIgnoreCase(origin);
        }
        var authority = request.authority();
        return authority != null && origin.equalsIgnoreCase(request.scheme() + "://" + authority);
    }

    private static String originOf(String url) {
        var uri = URI.create(url);
        return uri.getScheme() + "://" + uri.getAuthority();
    }
}
