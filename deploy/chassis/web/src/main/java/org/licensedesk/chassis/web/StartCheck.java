package org.licensedesk.chassis.web;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.ConfigUtils;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses to start in production with what is only good enough on one's own machine: a local provider, or a short secret. */
@Singleton
class StartCheck {

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "::1", "[::1]");
    private static final int SHORTEST_SECRET = 32;

    private final Optional<String> provider;
    private final Optional<String> sessionSecret;
    private final Optional<String> stateSecret;

    StartCheck(
            @ConfigProperty(name = "quarkus.oidc.auth-server-url") Optional<String> provider,
            @ConfigProperty(name = "quarkus.oidc.token-state-manager.encryption-secret") Optional<String> sessionSecret,
            @ConfigProperty(name = "quarkus.oidc.authentication.state-secret") Optional<String> stateSecret) {
        this.provider = provider;
        this.sessionSecret = sessionSecret;
        this.stateSecret = stateSecret;
    }

    void check(@Observes StartupEvent started) {
        if (ConfigUtils.isProfileActive("prod")) {
            objection(provider.orElse(""), sessionSecret.orElse(""), stateSecret.orElse(""))
                    .ifPresent(why -> {
                        throw new IllegalStateException(why);
                    });
        }
    }

    static Optional<String> objection(String provider, String sessionSecret, String stateSecret) {
        if (provider.isBlank()) {
            return Optional.of("OIDC_URL is not set: in production people sign in at the company's OpenID provider");
        }
        var address = URI.create(provider);
        if (!"https".equalsIgnoreCase(address.getScheme())
                || address.getHost() == null
                || LOOPBACK.contains(address.getHost())) {
            return Optional.of(
                    "OIDC_URL is " + provider
                            + ": in production the OpenID provider is reached over https and is not the local one for trying out");
        }
        if (sessionSecret.length() < SHORTEST_SECRET || stateSecret.length() < SHORTEST_SECRET) {
            return Optional.of("SESSION_SECRET and STATE_SECRET have at least " + SHORTEST_SECRET + " characters each");
        }
        if (sessionSecret.equals(stateSecret)) {
            return Optional.of("SESSION_SECRET and STATE_SECRET are two different secrets");
        }
        return Optional.empty();
    }
}
