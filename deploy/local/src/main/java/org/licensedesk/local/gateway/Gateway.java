package org.licensedesk.local.gateway;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.httpproxy.HttpProxy;
import io.vertx.httpproxy.ProxyContext;
import io.vertx.httpproxy.ProxyInterceptor;
import io.vertx.httpproxy.ProxyOptions;
import io.vertx.httpproxy.ProxyResponse;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Passes each request on to the part whose path it is, body and answer as they come, and says so when that part is away. */
public final class Gateway implements AutoCloseable {

    // as much as the services read themselves: what they refuse, they refuse in words
    private static final int MAX_HEADERS = 65_536;
    private static final int MAX_REQUEST_LINE = 65_536;

    private final Vertx vertx;
    private final HttpClient client;
    private final URI address;
    private final Set<String> authorities;
    private final Map<String, Backend> backends;
    private final String nothingHere = BarePage.of("Nothing here", "nothing-here.html");
    private final AwayAnswer awayAnswer = new AwayAnswer();

    private Gateway(Vertx vertx, URI address, List<Backend> backends) {
        this.vertx = vertx;
        this.address = address;
        this.authorities = Set.of(authority("localhost"), authority("127.0.0.1"), authority("[::1]"));
        this.backends = backends.stream().collect(Collectors.toMap(Backend::segment, Function.identity()));
        this.client = vertx.createHttpClient(new HttpClientOptions()
                .setMaxPoolSize(200)
                .setKeepAliveTimeout(20)
                .setConnectTimeout(2_000)
                .setMaxHeaderSize(MAX_HEADERS));
    }

    private String authority(String host) {
        return address.getPort() == 80 ? host : host + ":" + address.getPort();
    }

    /** Listens on the address's port, on each of the given loopback addresses, when it returns. */
    public static Gateway start(URI address, List<InetAddress> loopback, List<Backend> backends) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(2)
                .setWorkerPoolSize(1)
                .setInternalBlockingPoolSize(1)
                .setFileSystemOptions(
                        new FileSystemOptions().setFileCachingEnabled(false).setClassPathResolvingEnabled(false)));
        var gateway = new Gateway(vertx, address, backends);
        try {
            HttpProxy proxy = gateway.proxy();
            for (InetAddress host : loopback) {
                vertx.createHttpServer(new HttpServerOptions()
                                .setHttp2ClearTextEnabled(false)
                                .setMaxHeaderSize(MAX_HEADERS)
                                .setMaxInitialLineLength(MAX_REQUEST_LINE))
                        .requestHandler(request -> gateway.handle(request, proxy))
                        .invalidRequestHandler(Gateway::refuseUnreadable)
                        .listen(address.getPort(), host.getHostAddress())
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
            }
            return gateway;
        } catch (Exception e) {
            gateway.close();
            throw e;
        }
    }

    @Override
    public void close() {
        vertx.close();
    }

    private HttpProxy proxy() {
        return HttpProxy.reverseProxy(new ProxyOptions().setSupportWebSocket(false), client)
                .originRequestProvider((request, pool) -> connect(request))
                .addInterceptor(new ProxyInterceptor() {
                    @Override
                    public Future<ProxyResponse> handleProxyRequest(ProxyContext context) {
                        forgetForwarding(context);
                        keepHost(context);
                        return context.sendRequest().recover(failure -> Future.succeededFuture(away(context)));
                    }
                });
    }

    private void handle(HttpServerRequest request, HttpProxy proxy) {
        String host = request.getHeader("Host");
        if (host == null || !authorities.contains(host)) {
            // a foreign name that resolves to this machine would lend a foreign page our origin
            refuse(request, 421, "License Desk answers at " + address + " only.");
        } else if (!host.equals(address.getAuthority()) && isPage(request)) {
            redirect(request, address + request.uri());
        } else if (request.path().equals("/")
                || backends.containsKey(request.path().substring(1))) {
            String home = request.path().equals("/") ? "/requests/" : request.path() + "/";
            redirect(request, request.query() == null ? home : home + "?" + request.query());
        } else if (backend(request) == null) {
            nothingHere(request);
        } else {
            proxy.handle(request);
        }
    }

    private Backend backend(HttpServerRequest request) {
        String path = request.path();
        int end = path.indexOf('/', 1);
        return end < 0 ? null : backends.get(path.substring(1, end));
    }

    private boolean isPage(HttpServerRequest request) {
        return request.method() == HttpMethod.GET
                && !request.path().contains("/api/")
                && !request.path().startsWith("/oidc/");
    }

    private Future<HttpClientRequest> connect(HttpServerRequest request) {
        return client.request(new RequestOptions()
                .setHost("127.0.0.1")
                .setPort(backend(request).port())
                .setIdleTimeout(TimeUnit.MINUTES.toMillis(2)));
    }

    private ProxyResponse away(ProxyContext context) {
        HttpServerRequest request = context.request().proxiedRequest();
        return awayAnswer.fill(context.request().release().response(), request, backend(request));
    }

    /** Nobody stands before this gateway, so whoever sends these headers made them up. */
    private static void forgetForwarding(ProxyContext context) {
        var headers = context.request().headers();
        headers.names().stream()
                .filter(name ->
                        name.equalsIgnoreCase("Forwarded") || name.toLowerCase().startsWith("x-forwarded-"))
                .toList()
                .forEach(headers::remove);
    }

    /** The services make their own addresses from it, which a browser must reach. */
    private static void keepHost(ProxyContext context) {
        context.request().setAuthority(context.request().proxiedRequest().authority());
    }

    private static void redirect(HttpServerRequest request, String location) {
        request.response().setStatusCode(307).putHeader("Location", location).end();
    }

    private void nothingHere(HttpServerRequest request) {
        if (AwayAnswer.wantsNoPage(request)) {
            refuse(request, 404, "Nothing here. License Desk begins at " + address + "/requests/");
        } else {
            request.response()
                    .setStatusCode(404)
                    .putHeader("Content-Type", "text/html;charset=UTF-8")
                    .end(nothingHere);
        }
    }

    /** What is no HTTP request, or one with an address or headers beyond all measure; its path is not known. */
    private static void refuseUnreadable(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        if (cause instanceof TooLongHttpLineException) {
            refuseProgram(request, 414, "Too long", "ADDRESS_TOO_LONG", "This address is longer than is taken.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            refuseProgram(request, 431, "Too long", "HEADERS_TOO_LONG", "The headers are longer than is taken.");
        } else {
            refuseProgram(request, 400, "Not understood", "BAD_REQUEST", "This is not a request as HTTP has it.");
        }
    }

    private static void refuseProgram(
            HttpServerRequest request, int status, String title, String code, String sentence) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/problem+json")
                .putHeader("Connection", "close")
                .end(new JsonObject()
                        .put("type", "about:blank")
                        .put("title", title)
                        .put("status", status)
                        .put("detail", sentence)
                        .put("code", code)
                        .encode());
    }

    private static void refuse(HttpServerRequest request, int status, String sentence) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/plain;charset=UTF-8")
                .end(sentence);
    }
}
