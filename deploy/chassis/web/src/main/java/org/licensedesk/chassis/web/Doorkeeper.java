package org.licensedesk.chassis.web;

import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationCompletionException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.logging.Logger;

/**
 * Lets OpenID Connect do the work and decides what an asker without a valid session or token gets to see.
 * Whatever goes wrong on the way in, nobody comes in: the asker stays anonymous and meets {@link #sendChallenge}.
 */
@Alternative
@Priority(1)
@ApplicationScoped
class Doorkeeper implements HttpAuthenticationMechanism {

    private static final Logger LOG = Logger.getLogger(Doorkeeper.class);
    private static final String OUTCOME = Doorkeeper.class.getName();

    /** Why nobody was let in, where it is more than having no session. */
    private enum Outcome {
        SIGN_IN_FAILED,
        PROVIDER_AWAY
    }

    private final OidcAuthenticationMechanism oidc;
    private final VerifiedTokens verified;
    private final Answers answers;
    private final AccessLog accessLog;

    Doorkeeper(OidcAuthenticationMechanism oidc, VerifiedTokens verified, Answers answers, AccessLog accessLog) {
        this.oidc = oidc;
        this.verified = verified;
        this.answers = answers;
        this.accessLog = accessLog;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext context, IdentityProviderManager identities) {
        var authorization = context.request().getHeader("Authorization");
        var known = verified.identityOf(authorization);
        if (known != null) {
            return Uni.createFrom().item(known);
        }
        return oidc.authenticate(context, identities)
                .invoke(Doorkeeper::requireUsableName)
                .invoke(identity -> verified.remember(authorization, identity))
                .onFailure()
                .recoverWithItem(thrown -> nobody(context, thrown));
    }

    /** Everything hangs on the email address: one that the provider itself does not vouch for lets nobody in. */
    private static void requireUsableName(SecurityIdentity identity) {
        if (identity == null || identity.isAnonymous()) {
            return;
        }
        var name = identity.getPrincipal().getName();
        if (name == null || name.isBlank()) {
            throw new AuthenticationCompletionException("the token does not say who this is");
        }
        if (identity.getPrincipal() instanceof JsonWebToken token
                && "false".equals(String.valueOf((Object) token.getClaim("email_verified")))) {
            throw new AuthenticationCompletionException("the email address in the token is not verified");
        }
    }

    /** Notes why and lets the request go on as anonymous; what is public still answers then. */
    private SecurityIdentity nobody(RoutingContext context, Throwable thrown) {
        if (thrown instanceof AuthenticationRedirectException redirect) {
            context.put(OUTCOME, redirect);
        } else if (thrown instanceof AuthenticationCompletionException) {
            context.put(OUTCOME, Outcome.SIGN_IN_FAILED);
        } else if (!(thrown instanceof AuthenticationFailedException)) {
            LOG.warnf(
                    "the OpenID provider cannot be asked: %s", AccessLog.escaped(String.valueOf(thrown.getMessage())));
            context.put(OUTCOME, Outcome.PROVIDER_AWAY);
        }
        return null;
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext context) {
        var outcome = context.get(OUTCOME);
        if (outcome instanceof AuthenticationRedirectException redirect) {
            context.response().setStatusCode(redirect.getCode()).putHeader("Location", redirect.getRedirectUri());
            return done(true);
        }
        if (outcome == Outcome.PROVIDER_AWAY) {
            return away(context);
        }
        if (outcome == Outcome.SIGN_IN_FAILED) {
            return refuse(context, Problem.of(401, "SIGN_IN_FAILED", "Signing in did not work. Please try once more."));
        }
        var asking = answers.asking(context);
        if (asking.api() || asking.bearer()) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            return refuse(context, Problem.of(401));
        }
        if (asking.htmx() && asking.safe()) {
            // the fragment's page is loaded anew and that leads to the sign-in page
            context.response().setStatusCode(401).putHeader("HX-Refresh", "true");
            return done(true);
        }
        if (!asking.safe()) {
            return refuse(
                    context,
                    Problem.of(401, "SESSION_ENDED", "Your session ended before this was sent. Nothing was done."));
        }
        return redirectToProvider(context);
    }

    private Uni<Boolean> redirectToProvider(RoutingContext context) {
        return oidc.getChallenge(context)
                .map(challenge -> {
                    context.response().setStatusCode(challenge.status);
                    context.response().putHeader(challenge.headerName, challenge.headerContent);
                    context.response().putHeader("Cache-Control", "no-store");
                    return true;
                })
                .onFailure()
                .recoverWithUni(thrown -> {
                    LOG.warnf(
                            "nobody can be sent to the OpenID provider: %s", AccessLog.escaped(String.valueOf(thrown)));
                    return away(context);
                });
    }

    private Uni<Boolean> away(RoutingContext context) {
        answers.send(
                Problem.of(503, "SIGN_IN_AWAY", "Signing in is not possible at the moment. Please try again shortly."),
                context);
        return done(true);
    }

    private Uni<Boolean> refuse(RoutingContext context, Problem problem) {
        accessLog.refused(context, problem.status(), problem.code());
        answers.send(problem, context);
        return done(true);
    }

    private static Uni<Boolean> done(boolean sent) {
        return Uni.createFrom().item(sent);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext context) {
        return oidc.getChallenge(context);
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return oidc.getCredentialTypes();
    }

    @Override
    public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
        return oidc.getCredentialTransport(context);
    }

    @Override
    public int getPriority() {
        return oidc.getPriority() + 1;
    }
}
