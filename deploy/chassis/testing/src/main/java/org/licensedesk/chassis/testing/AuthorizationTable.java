package org.licensedesk.chassis.testing;

import static io.restassured.RestAssured.given;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * Who may do what, as one table: a row for each endpoint and state of the thing it is about, a status for each actor. Walking it
 * asks the running service every question of it. An endpoint without a row fails, so does a row without an endpoint, and a row
 * that leaves out an actor.
 *
 * <pre>{@code
 * AuthorizationTable.ofService("/requests")
 *         .actor("nobody", RestAssured::given)
 *         .actor("requester", () -> Tokens.as(kevin))
 *         .actor("auditor", () -> Tokens.as(amara, "auditor"))
 *         .row("GET /requests/api/requests/{id}", "a submitted request")
 *         .path("id", () -> aRequestOf(kevin))
 *         .answers(Map.of("nobody", 401, "requester", 200, "auditor", 200))
 *         .walk();
 * }</pre>
 */
public final class AuthorizationTable {
    private final String root;
    private final Set<String> endpoints;
    private final Map<String, Supplier<RequestSpecification>> actors = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    private AuthorizationTable(String root, Set<String> endpoints) {
        this.root = root;
        this.endpoints = endpoints;
    }

    /** The table of the service under test; {@code root} is its root path. Its endpoints are the chassis' and its own. */
    public static AuthorizationTable ofService(String root) {
        try {
            List<URL> homes = List.of(
                    Paths.get("target", "classes").toUri().toURL(),
                    homeOf("org/licensedesk/chassis/web/CurrentUser.class"));
            return new AuthorizationTable(root, endpointsIn(root, new ClassFileImporter().importUrls(homes)));
        } catch (MalformedURLException unusual) {
            throw new IllegalStateException("target/classes has no address", unusual);
        }
    }

    static AuthorizationTable of(String root, Class<?>... endpoints) {
        return new AuthorizationTable(root, endpointsIn(root, new ClassFileImporter().importClasses(endpoints)));
    }

    /** Somebody who tries; each request of theirs begins with a fresh {@code request}. */
    public AuthorizationTable actor(String name, Supplier<RequestSpecification> request) {
        actors.put(name, request);
        return this;
    }

    /** Begins a row: {@code "GET /requests/api/requests/{id}"}, and the state of what it is about. */
    public Row row(String endpoint, String state) {
        Row row = new Row(endpoint, state);
        rows.add(row);
        return row;
    }

    /** Asks every question of the table and fails with all wrong answers at once. */
    public void walk() {
        List<String> objections = new ArrayList<>();
        Set<String> described = new TreeSet<>();
        rows.forEach(row -> described.add(row.endpoint));
        endpoints.stream()
                .filter(endpoint -> !described.contains(endpoint))
                .forEach(endpoint -> objections.add("no row for " + endpoint));
        described.stream()
                .filter(endpoint -> !endpoints.contains(endpoint))
                .forEach(endpoint -> objections.add("a row without an endpoint: " + endpoint));
        for (Row row : rows) {
            if (endpoints.contains(row.endpoint)) {
                row.walk(objections);
            }
        }
        if (!objections.isEmpty()) {
            throw new AssertionError(
                    "The authorization table of " + root + " does not hold:\n  " + String.join("\n  ", objections));
        }
    }

    /** One endpoint in one state. */
    public final class Row {
        private final String endpoint;
        private final String state;
        private final Map<String, Supplier<?>> pathParameters = new LinkedHashMap<>();
        private final List<java.util.function.UnaryOperator<RequestSpecification>> content = new ArrayList<>();
        private Map<String, Integer> answers = Map.of();

        private Row(String endpoint, String state) {
            this.endpoint = endpoint;
            this.state = state;
        }

        /** What stands for a parameter of the path; asked anew for each actor, so that one's success is not another's state. */
        public Row path(String name, Supplier<?> value) {
            pathParameters.put(name, value);
            return this;
        }

        /** What is sent along, such as {@code request -> request.contentType("application/json").body("{}")}. */
        public Row with(java.util.function.UnaryOperator<RequestSpecification> sent) {
            content.add(sent);
            return this;
        }

        /** The status for each actor of the table, and the end of the row. */
        public AuthorizationTable answers(Map<String, Integer> statuses) {
            answers = statuses;
            return AuthorizationTable.this;
        }

        private void walk(List<String> objections) {
            if (!answers.keySet().equals(actors.keySet())) {
                objections.add(
                        endpoint + " (" + state + ") answers " + answers.keySet() + " and not " + actors.keySet());
                return;
            }
            int blank = endpoint.indexOf(' ');
            actors.forEach((name, request) -> {
                RequestSpecification asked = request.get().redirects().follow(false);
                for (var sent : content) {
                    asked = sent.apply(asked);
                }
                String path = endpoint.substring(blank + 1);
                for (var parameter : pathParameters.entrySet()) {
                    path = path.replace(
                            "{" + parameter.getKey() + "}",
                            URLEncoder.encode(
                                            String.valueOf(parameter.getValue().get()), StandardCharsets.UTF_8)
                                    .replace("+", "%20"));
                }
                // the whole path is in the row, the service's root included
                Response answer =
                        asked.basePath("").urlEncodingEnabled(false).request(endpoint.substring(0, blank), path);
                if (answer.statusCode() != answers.get(name)) {
                    objections.add("%s (%s) answers %s with %d and not %d"
                            .formatted(endpoint, state, name, answer.statusCode(), answers.get(name)));
                }
            });
        }
    }

    /** Somebody without a token and without a session. */
    public static RequestSpecification nobody() {
        return given();
    }

    Set<String> endpoints() {
        return endpoints;
    }

    private static Set<String> endpointsIn(String root, JavaClasses classes) {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (!type.isAnnotatedWith(Path.class) || type.isInterface()) {
                continue;
            }
            String ofType = type.getAnnotationOfType(Path.class).value();
            for (JavaMethod method : type.getMethods()) {
                method.getAnnotations().stream()
                        .filter(annotation -> annotation.getRawType().isAnnotatedWith(HttpMethod.class)
                                || annotation.getRawType().getPackageName().equals("jakarta.ws.rs"))
                        .map(annotation -> verb(annotation.getRawType().getName()))
                        .filter(verb -> !verb.isEmpty())
                        .forEach(verb -> found.add(verb + " "
                                + join(
                                        root,
                                        ofType,
                                        method.isAnnotatedWith(Path.class)
                                                ? method.getAnnotationOfType(Path.class)
                                                        .value()
                                                : "")));
            }
        }
        if (found.isEmpty()) {
            throw new AssertionError("no endpoint found below " + root + ": is the service compiled?");
        }
        return found;
    }

    private static String verb(String annotation) {
        String name = annotation.substring(annotation.lastIndexOf('.') + 1);
        return Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS")
                        .contains(name)
                ? name
                : "";
    }

    /** Joined as JAX-RS does: no double slash; a slash at the end stays where an annotation wrote one. */
    private static String join(String... parts) {
        StringBuilder path = new StringBuilder();
        for (String part : parts) {
            if (part.isEmpty()) {
                continue;
            }
            boolean slashed = path.length() > 0 && path.charAt(path.length() - 1) == '/';
            if (slashed && part.startsWith("/")) {
                path.append(part.substring(1));
            } else if (slashed || part.startsWith("/")) {
                path.append(part);
            } else {
                path.append('/').append(part);
            }
        }
        // regular expressions of path parameters are none of the table's business
        return path.toString().replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }

    /** The directory, or the whole jar, that this class was found in. */
    private static URL homeOf(String classFile) throws MalformedURLException {
        // not by the context's class loader: that of a @QuarkusTest answers with addresses of its own making
        URL url = ClassLoader.getSystemResource(classFile);
        if (url == null) {
            throw new IllegalStateException("no " + classFile + " on the class path");
        }
        String address = url.toString();
        return new URL(address.substring(0, address.length() - classFile.length()));
    }
}
