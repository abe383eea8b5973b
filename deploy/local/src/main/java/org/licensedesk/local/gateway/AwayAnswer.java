package org.licensedesk.local.gateway;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.Body;
import io.vertx.httpproxy.ProxyResponse;

/** The honest answer while a part is away: 503 and when to try again, as a page or, for programs, as a problem. */
final class AwayAnswer {

    private static final String RETRY_AFTER_SECONDS = "2";

    private final String page = BarePage.of("Back in a moment", "away.html");

    ProxyResponse fill(ProxyResponse response, HttpServerRequest request, Backend backend) {
        boolean program = wantsNoPage(request);
        String type = program ? "application/problem+json" : "text/html;charset=UTF-8";
        String body = program ? problem(backend) : page.replace("{name}", backend.name());
        return response.setStatusCode(503)
                .putHeader("Retry-After", RETRY_AFTER_SECONDS)
                .putHeader("Content-Type", type)
                .putHeader("Cache-Control", "no-store")
                .setBody(Body.body(Buffer.buffer(body)));
    }

    static boolean wantsNoPage(HttpServerRequest request) {
        String accept = request.getHeader("Accept");
        return request.path().contains("/api/")
                || request.path().endsWith("/api")
                || accept != null && accept.contains("json");
    }

    private static String problem(Backend backend) {
        return new JsonObject()
                .put("type", "about:blank")
                .put("title", "Service Unavailable")
                .put("status", 503)
                .put("detail", backend.name() + " cannot be reached just now. Try again in a moment.")
                .put("code", "AWAY")
                .encode();
    }
}
