package org.licensedesk.chassis.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.zip.GZIPOutputStream;

/** Styles, scripts and pictures: read and compressed once, served under an address that changes with their content, so cached for ever. */
@Singleton
class Assets {

    private static final int WORTH_COMPRESSING = 800;

    private record Asset(String contentType, Buffer plain, Buffer compressed, String fingerprint) {}

    private final Map<String, Asset> assets = new LinkedHashMap<>();

    Assets() {
        var versions = new Properties();
        try (var in = open("assets/assets.properties")) {
            versions.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var webjars = "META-INF/resources/webjars/";
        add(
                "tabler.css",
                webjars + "tabler__core/" + versions.getProperty("tabler") + "/dist/css/tabler.min.css",
                "text/css");
        add("htmx.js", webjars + "htmx.org/" + versions.getProperty("htmx") + "/dist/htmx.min.js", "text/javascript");
        add("desk.css", "assets/desk.css", "text/css");
        add("desk.js", "assets/desk.js", "text/javascript");
        add("theme.js", "assets/theme.js", "text/javascript");
        add("icons.svg", "assets/icons.svg", "image/svg+xml");
        add("mark.svg", "assets/mark.svg", "image/svg+xml");
    }

    /** The path below the service's root, such as /assets/9f86d081884c/desk.css. */
    String path(String name) {
        return "/assets/" + asset(name).fingerprint() + "/" + name;
    }

    void routes(@Observes Router router) {
        router.get("/assets/:fingerprint/:name").handler(this::serve);
        router.get("/favicon.ico").handler(context -> send(context, asset("mark.svg")));
    }

    private void serve(RoutingContext context) {
        var asset = assets.get(context.pathParam("name"));
        if (asset == null || !asset.fingerprint().equals(context.pathParam("fingerprint"))) {
            context.next(); // an address of another version: not found, rather than the wrong content kept for ever
            return;
        }
        context.response().putHeader("Cache-Control", "public, max-age=31536000, immutable");
        send(context, asset);
    }

    private void send(RoutingContext context, Asset asset) {
        var response = context.response()
                .putHeader("Content-Type", asset.contentType() + ";charset=UTF-8")
                .putHeader("Vary", "Accept-Encoding");
        var accepted = context.request().getHeader("Accept-Encoding");
        if (asset.compressed() != null && accepted != null && accepted.contains("gzip")) {
            response.putHeader("Content-Encoding", "gzip").end(asset.compressed());
        } else {
            response.putHeader("Content-Encoding", "identity").end(asset.plain());
        }
    }

    private Asset asset(String name) {
        var asset = assets.get(name);
        if (asset == null) {
            throw new IllegalArgumentException("no asset is called " + name);
        }
        return asset;
    }

    private void add(String name, String resource, String contentType) {
        try (var in = open(resource)) {
            var bytes = in.readAllBytes();
            var compressed = bytes.length < WORTH_COMPRESSING ? null : Buffer.buffer(compress(bytes));
            assets.put(name, new Asset(contentType, Buffer.buffer(bytes), compressed, fingerprint(bytes)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static java.io.InputStream open(String resource) throws IOException {
        var in = Thread.currentThread().getContextClassLoader().getResourceAsStream(resource);
        if (in == null) {
            throw new IOException("missing on the classpath: " + resource);
        }
        return in;
    }

    private static byte[] compress(byte[] bytes) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out) {
            {
                def.setLevel(9);
            }
        }) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static String fingerprint(byte[] bytes) {
        try {
            var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
