package org.licensedesk.chassis.web;

import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** What kind of asker stands at the other end, read off one request: a program, htmx, or a person's browser. */
record Asking(String path, HttpMethod method, boolean api, boolean htmx, boolean bearer) {

    private static final Set<HttpMethod> SAFE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS, HttpMethod.TRACE);

    static Asking of(RoutingContext context, String root) {
        var path = context.normalizedPath();
        var authorization = context.request().getHeader("Authorization");
        return new Asking(
                path,
                context.request().method(),
                isApi(path, root),
                "true".equals(context.request().getHeader("HX-Request")),
                authorization != null && authorization.regionMatches(true, 0, "Bearer ", 0, 7));
    }

    private static boolean isApi(String path, String root) {
        var prefix = (root.endsWith("/") ? root : root + "/") + "api";
        return path.equals(prefix) || path.startsWith(prefix + "/");
    }

    boolean safe() {
        return SAFE.contains(method);
    }
}
