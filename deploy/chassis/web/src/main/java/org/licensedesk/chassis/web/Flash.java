package org.licensedesk.chassis.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** One message that survives a redirect: left by the action, shown once by the next page. */
@ApplicationScoped
public class Flash {

    private static final String COOKIE = "flash";
    private static final int SECONDS = 60;
    private static final int LONGEST = 600;

    private final CurrentVertxRequest request;
    private final boolean secure;

    Flash(
            CurrentVertxRequest request,
            @ConfigProperty(name = "quarkus.rest-csrf.cookie-force-secure") Optional<Boolean> secure) {
        this.request = request;
        this.secure = secure.orElse(false);
    }

    /** What is shown, and whether it is good news. */
    public record Message(boolean isGood, String text) {}

    /** It worked, and this became of it. */
    public void success(String text) {
        leave('+', text);
    }

    /** Something to know that is no success: nothing changed, or not everything did. */
    public void notice(String text) {
        leave('-', text);
    }

    private void leave(char kind, String text) {
        var shortened = text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
        var value = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((kind + shortened).getBytes(StandardCharsets.UTF_8));
        request.getCurrent().response().addCookie(cookie(value, SECONDS));
    }

    Message take(RoutingContext context) {
        var cookie = context.request().getCookie(COOKIE);
        if (cookie == null || cookie.getValue().isBlank()) {
            return null;
        }
        if (!context.response().headWritten()) {
            context.response().addCookie(cookie("", 0));
        }
        try {
            var text = new String(Base64.getUrlDecoder().decode(cookie.getValue()), StandardCharsets.UTF_8);
            return text.length() < 2 ? null : new Message(text.charAt(0) == '+', text.substring(1));
        } catch (IllegalArgumentException notOurs) {
            return null;
        }
    }

    private Cookie cookie(String value, int seconds) {
        return Cookie.cookie(COOKIE, value)
                .setPath("/")
                .setMaxAge(seconds)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.LAX);
    }
}
