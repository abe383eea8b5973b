package org.licensedesk.chassis.web;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.microprofile.jwt.JsonWebToken;

/**
 * Bearer tokens whose signature was checked a moment ago, so that a program's next call is not verified again. Found by the
 * whole token only, believed for a short while and never past its expiry, few in number: the oldest go first.
 */
@Singleton
class VerifiedTokens {

    private record Remembered(SecurityIdentity identity, Instant until) {}

    private static final int LONGEST = 8_000;

    private final Duration memory;
    private final Map<String, Remembered> entries;

    VerifiedTokens(WebSettings settings) {
        this.memory = settings.tokenMemory();
        var most = settings.tokensRemembered();
        this.entries = Collections.synchronizedMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
                return size() > most;
            }
        });
    }

    SecurityIdentity identityOf(String authorization) {
        if (authorization == null) {
            return null;
        }
        var entry = entries.get(authorization);
        if (entry == null) {
            return null;
        }
        if (Instant.now().isBefore(entry.until())) {
            return entry.identity();
        }
        entries.remove(authorization);
        return null;
    }

    void remember(String authorization, SecurityIdentity identity) {
        if (authorization == null || authorization.length() > LONGEST || identity == null || identity.isAnonymous()) {
            return;
        }
        if (identity.getPrincipal() instanceof JsonWebToken token && token.getExpirationTime() > 0) {
            var expiry = Instant.ofEpochSecond(token.getExpirationTime());
            var latest = Instant.now().plus(memory);
            entries.put(authorization, new Remembered(lasting(identity), expiry.isBefore(latest) ? expiry : latest));
        }
    }

    /** Who it is and which roles; without the request it came with, which must not outlive its answer. */
    private static SecurityIdentity lasting(SecurityIdentity identity) {
        return QuarkusSecurityIdentity.builder()
                .setPrincipal(identity.getPrincipal())
                .addRoles(identity.getRoles())
                .build();
    }
}
