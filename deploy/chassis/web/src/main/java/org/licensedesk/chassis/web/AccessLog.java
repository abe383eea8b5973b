package org.licensedesk.chassis.web;

import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/** Writes down every refusal of access: who and what, never a token, a query or a body. */
@Singleton
class AccessLog {

    private static final Logger LOG = Logger.getLogger("org.licensedesk.access");
    private static final int LONGEST = 300;

    void refused(RoutingContext context, int status, String code) {
        LOG.infof(
                "refused %d %s: %s %s by %s",
                status, code, context.request().method(), escaped(context.normalizedPath()), escaped(who(context)));
    }

    /** The subject the provider knows the person by: an address would be personal data in a log. */
    private static String who(RoutingContext context) {
        if (context.user() instanceof QuarkusHttpUser known
                && !known.getSecurityIdentity().isAnonymous()) {
            var principal = known.getSecurityIdentity().getPrincipal();
            if (principal instanceof JsonWebToken token && token.getSubject() != null) {
                return "subject " + token.getSubject();
            }
            return principal.getName();
        }
        return "nobody signed in";
    }

    /** One line whatever was sent: line breaks and other control characters become visible escapes. */
    static String escaped(String text) {
        var safe = new StringBuilder(Math.min(text.length(), LONGEST) + 8);
        for (var i = 0; i < text.length() && safe.length() < LONGEST; i++) {
            var c = text.charAt(i);
            if (Character.isISOControl(c)
                    || Character.getType(c) == Character.FORMAT
                    || c == '\u2028'
                    || c == '\u2029') {
                safe.append(String.format("\\u%04x", (int) c));
            } else {
                safe.append(c);
            }
        }
        return safe.toString();
    }
}
