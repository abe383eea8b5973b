package org.licensedesk.chassis.web;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.quarkus.vertx.http.runtime.security.QuarkusHttpUser;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** What stands around every page: who is signed in, where assets lie, the pending message. Templates know it as {@code inject:frame}. */
@RequestScoped
@Named("frame")
public class Frame {

    private static final String CSRF_TOKEN = "csrf_token"; // where quarkus-rest-csrf leaves it

    private final CurrentUser user;
    private final Assets assets;
    private final Flash flash;
    private final CurrentVertxRequest request;
    private final String root;

    Frame(
            CurrentUser user,
            Assets assets,
            Flash flash,
            CurrentVertxRequest request,
            @ConfigProperty(name = "quarkus.http.root-path", defaultValue = "/") String root) {
        this.user = user;
        this.assets = assets;
        this.flash = flash;
        this.request = request;
        this.root = root.endsWith("/") ? root.substring(0, root.length() - 1) : root;
    }

    /** The root path of this service without a slash at the end, such as /requests. */
    public String root() {
        return root;
    }

    /** The address of an asset, its content's fingerprint included. */
    public String asset(String name) {
        return root + assets.path(name);
    }

    /** Whether we know by now who is asking; an error page may be needed before that. */
    public boolean isSignedIn() {
        var context = context();
        if (context == null) {
            return false;
        }
        if (context.user() instanceof QuarkusHttpUser known) {
            return !known.getSecurityIdentity().isAnonymous();
        }
        return false;
    }

    public String userName() {
        return user.name();
    }

    public String userEmail() {
        return user.email();
    }

    public boolean isAdministrator() {
        return isSignedIn() && user.isAdministrator();
    }

    public boolean isAuditor() {
        return isSignedIn() && user.isAuditor();
    }

    /** The server's time, so that a browser whose clock is wrong still says "2 minutes ago" right. */
    public long now() {
        return PageClock.now().toInstant().toEpochMilli();
    }

    /** The token every form must bring back; empty where there is none to be had. */
    public String csrf() {
        var context = context();
        var token = context == null ? null : context.<String>get(CSRF_TOKEN);
        return token == null ? "" : token;
    }

    /** The message that the action before this page left, taken away by being read. */
    public Flash.Message message() {
        return context() == null ? null : flash.take(context());
    }

    /**
     * Where the reader is, path and query, for a form to bring back as {@code back}; empty where that is no page that can be asked for
     * again. A fragment says on which page it stands.
     */
    public String here() {
        var context = context();
        if (context == null) {
            return "";
        }
        var page = context.request().getHeader("HX-Current-URL");
        if (page != null) {
            return pathOf(page);
        }
        return HttpMethod.GET.equals(context.request().method())
                ? context.request().uri()
                : "";
    }

    private static String pathOf(String address) {
        try {
            var uri = new URI(address);
            var path = uri.getRawPath() == null ? "" : uri.getRawPath();
            return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        } catch (URISyntaxException noAddress) {
            return "";
        }
    }

    private RoutingContext context() {
        return request.getCurrent();
    }
}
