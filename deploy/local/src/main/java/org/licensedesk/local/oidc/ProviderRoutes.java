package org.licensedesk.local.oidc;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import no.nav.security.mock.oauth2.http.OAuth2HttpRequest;
import no.nav.security.mock.oauth2.http.OAuth2HttpResponse;
import no.nav.security.mock.oauth2.http.Route;
import okhttp3.Headers;

/** What the provider answers: our own sign-in page, the few endpoints that License Desk needs, and nothing else. */
final class ProviderRoutes {

    private static final String BASE = "/" + TokenClaims.ISSUER_ID;
    private static final Set<String> PASSED_ON =
            Set.of("/.well-known/openid-configuration", "/jwks", "/revoke", "/userinfo", "/endsession");

    private final Route provider;
    private final Accounts accounts;
    private final SignInPage page;
    private final URI address;

    /**
     * @param provider the library's own handling of the protocol
     * @param address where the whole system is reached; nobody is sent anywhere else after signing in or out
     */
    ProviderRoutes(Route provider, Accounts accounts, SignInPage page, URI address) {
        this.provider = provider;
        this.accounts = accounts;
        this.page = page;
        this.address = address;
    }

    OAuth2HttpResponse answer(OAuth2HttpRequest request) {
        String path = request.getUrl().encodedPath();
        if (!path.startsWith(BASE + "/")) {
            return text(404, "Nothing here.");
        }
        if (leadsElsewhere(request, "redirect_uri") || leadsElsewhere(request, "post_logout_redirect_uri")) {
            return text(400, "This provider only sends people back to " + address + ".");
        }
        try {
            return answer(request, path.substring(BASE.length()));
        } catch (Directory.DirectoryAway e) {
            return text(503, e.getMessage());
        }
    }

    private OAuth2HttpResponse answer(OAuth2HttpRequest request, String endpoint) {
        if (endpoint.equals("/authorize")) {
            return request.getMethod().equals("POST") ? signIn(request) : html(200, page.html());
        }
        if (endpoint.equals("/token")) {
            return token(request);
        }
        return PASSED_ON.contains(endpoint) ? provider.invoke(request) : text(404, "Nothing here.");
    }

    /** The library takes whatever name and claims it is sent; so what it is sent is made here, from the person's account. */
    private OAuth2HttpResponse signIn(OAuth2HttpRequest request) {
        String guest = request.getFormParameters().get("guest");
        if (guest != null) {
            return accounts.findOrGuest(guest)
                    .map(account -> signIn(request, account))
                    .orElseGet(
                            () -> html(400, page.html("", "An address has a name and an @, like name@guest.example.")));
        }
        String email = request.getFormParameters().get("username");
        if (email == null || email.isBlank()) {
            return html(400, page.html("", "Choose a person, or type an address."));
        }
        Optional<Account> account = accounts.find(email);
        if (account.isEmpty()) {
            return html(
                    400, page.html(email, "There is nobody with the address " + email.strip() + " in the directory."));
        }
        return signIn(request, account.get());
    }

    private OAuth2HttpResponse signIn(OAuth2HttpRequest request, Account account) {
        String claims = json(TokenClaims.of(account, List.of()));
        String form = "username=" + encode(account.email()) + "&claims=" + encode(claims);
        return provider.invoke(new OAuth2HttpRequest(request.getHeaders(), "POST", request.getOriginalUrl(), form));
    }

    private OAuth2HttpResponse token(OAuth2HttpRequest request) {
        var form = request.getFormParameters();
        if ("password".equals(form.get("grant_type"))) {
            String email = form.get("username");
            boolean guest = TokenClaims.isGuest(form.get("guest"));
            List<String> roles = TokenClaims.words(form.get("roles"));
            if (email == null || accounts.forToken(email, roles, guest).isEmpty()) {
                return noToken(
                        guest
                                ? email + " is no address."
                                : "There is nobody with the address " + email + " in the directory.");
            }
            if (guest && !roles.isEmpty()) {
                return noToken("A guest has no role.");
            }
        }
        return provider.invoke(request);
    }

    private static OAuth2HttpResponse noToken(String why) {
        return new OAuth2HttpResponse(
                Headers.of("Content-Type", "application/json"),
                400,
                json(Map.of("error", "invalid_grant", "error_description", why)),
                null);
    }

    private boolean leadsElsewhere(OAuth2HttpRequest request, String parameter) {
        String target = request.getUrl().queryParameter(parameter);
        return target != null && !target.startsWith(address + "/");
    }

    private static OAuth2HttpResponse html(int status, String body) {
        return new OAuth2HttpResponse(
                Headers.of(
                        "Content-Type", "text/html; charset=utf-8",
                        "Cache-Control", "no-store",
                        "Content-Security-Policy",
                                "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
                        "X-Content-Type-Options", "nosniff"),
                status,
                body,
                null);
    }

    private static OAuth2HttpResponse text(int status, String body) {
        return new OAuth2HttpResponse(Headers.of("Content-Type", "text/plain; charset=utf-8"), status, body, null);
    }

    private static String json(Object value) {
        try {
            return new ObjectMapper().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("claims that are not JSON", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
