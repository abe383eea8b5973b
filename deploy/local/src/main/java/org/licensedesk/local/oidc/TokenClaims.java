package org.licensedesk.local.oidc;

import com.nimbusds.oauth2.sdk.ResourceOwnerPasswordCredentialsGrant;
import com.nimbusds.oauth2.sdk.TokenRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import no.nav.security.mock.oauth2.token.OAuth2TokenCallback;

/** What stands in a token. A person who signed in on the page brings the claims along; the password grant names the person here. */
final class TokenClaims implements OAuth2TokenCallback {

    static final String ISSUER_ID = "oidc";
    static final String CLIENT = "licensedesk";

    // refresh tokens live in the provider's memory only, so a working day must pass without one
    private static final Duration LIFE = Duration.ofHours(12);

    private final Accounts accounts;

    TokenClaims(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The claims of a person, in addition to the roles of their own with the given ones. */
    static Map<String, Object> of(Account account, List<String> moreRoles) {
        var roles = new ArrayList<>(account.roles());
        moreRoles.stream().filter(role -> !roles.contains(role)).forEach(roles::add);
        var claims = new LinkedHashMap<String, Object>();
        claims.put("email", account.email());
        claims.put("email_verified", true);
        claims.put("name", account.name());
        claims.put("preferred_username", account.email());
        claims.put("roles", roles);
        return claims;
    }

    /** Whether the form's field says that the person may be unknown to the directory. */
    static boolean isGuest(String field) {
        return "true".equals(field);
    }

    /** The roles in a parameter, split at blanks. */
    static List<String> words(String given) {
        return given == null
                ? List.of()
                : Stream.of(given.split("\\s+")).filter(role -> !role.isEmpty()).toList();
    }

    @Override
    public Map<String, Object> addClaims(TokenRequest request) {
        if (request.getAuthorizationGrant() instanceof ResourceOwnerPasswordCredentialsGrant grant) {
            List<String> roles = request.getCustomParameters().getOrDefault("roles", List.of()).stream()
                    .flatMap(given -> words(given).stream())
                    .toList();
            boolean guest = request.getCustomParameters().getOrDefault("guest", List.of()).stream()
                    .anyMatch(TokenClaims::isGuest);
            return of(accounts.forToken(grant.getUsername(), roles, guest).orElseThrow(), roles);
        }
        return Map.of();
    }

    @Override
    public String issuerId() {
        return ISSUER_ID;
    }

    @Override
    public String subject(TokenRequest request) {
        return null;
    }

    @Override
    public String typeHeader(TokenRequest request) {
        return "JWT";
    }

    @Override
    public List<String> audience(TokenRequest request) {
        return List.of(CLIENT);
    }

    @Override
    public long tokenExpiry() {
        return LIFE.toSeconds();
    }
}
