package org.licensedesk.chassis.web;

import static io.restassured.RestAssured.given;
import static org.licensedesk.chassis.web.Asker.nobody;

import io.restassured.config.RedirectConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.Response;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Walks the code flow as a browser does. */
final class SignedIn {

    private SignedIn() {}

    /** The cookies of somebody who just signed in. */
    static Map<String, String> session() {
        var cookies = new HashMap<String, String>();
        follow(nobody().get("/form"), cookies);
        return cookies;
    }

    /** Follows redirects until a page answers, and keeps cookies; the last answer. */
    static Response follow(Response first, Map<String, String> cookies) {
        var all = walk(first, cookies);
        return all.get(all.size() - 1);
    }

    /** Every answer on the way. */
    static List<Response> walk(Response first, Map<String, String> cookies) {
        var all = new ArrayList<>(List.of(first));
        var answer = first;
        keep(answer, cookies);
        for (var i = 0; i < 8 && answer.statusCode() / 100 == 3; i++) {
            answer = get(URI.create(answer.header("Location")), cookies);
            keep(answer, cookies);
            all.add(answer);
        }
        return all;
    }

    private static Response get(URI uri, Map<String, String> cookies) {
        var query = new HashMap<String, String>();
        if (uri.getRawQuery() != null) {
            for (var pair : uri.getRawQuery().split("&")) {
                var parts = pair.split("=", 2);
                query.put(parts[0], URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
            }
        }
        return given().config(RestAssuredConfig.config()
                        .redirect(RedirectConfig.redirectConfig().followRedirects(false)))
                .baseUri(uri.getScheme() + "://" + uri.getAuthority())
                .basePath("")
                .cookies(cookies)
                .queryParams(query)
                .get(uri.getPath());
    }

    private static void keep(Response answer, Map<String, String> cookies) {
        answer.detailedCookies().forEach(cookie -> {
            if (cookie.getMaxAge() == 0
                    || cookie.getValue() == null
                    || cookie.getValue().isEmpty()) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        });
    }
}
