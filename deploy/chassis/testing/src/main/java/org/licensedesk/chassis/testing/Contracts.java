package org.licensedesk.chassis.testing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.licensedesk.chassis.messaging.EventEnvelope;

/** Holds publishers and consumers to the schemas and golden samples in the contract jars on the test's class path. */
public final class Contracts {
    /** Reads and writes as the services do: times as text, unknown fields ignored, absent values as null. */
    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .registerModule(new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final Pattern PLACE = Pattern.compile("\\{(/[^}]+)}");

    private Contracts() {}

    /** The golden sample, as text. */
    public static String sample(String typeAndVersion) {
        return resource(typeAndVersion, "sample");
    }

    /** The golden sample as the consumer's own view of it; fails if the view cannot read it. */
    public static <T> T sample(String typeAndVersion, Class<T> view) {
        try {
            return JSON.readValue(sample(typeAndVersion), view);
        } catch (JsonProcessingException unreadable) {
            throw new AssertionError(view.getSimpleName() + " cannot read the sample of " + typeAndVersion, unreadable);
        }
    }

    /**
     * Fails unless {@code json} validates against the schema and has exactly the fields of the golden sample: what a publisher
     * really emits has to pass here.
     */
    public static void assertKept(String typeAndVersion, String json) {
        List<String> objections = new ArrayList<>(objections(typeAndVersion, json));
        compareShapes("", tree(sample(typeAndVersion)), tree(json), objections);
        if (!objections.isEmpty()) {
            throw new AssertionError("The contract of " + typeAndVersion + " is broken:\n  "
                    + String.join("\n  ", objections) + "\nby " + json);
        }
    }

    /** Fails unless an event that was really sent ({@link Sent}) keeps its contract: its body, its topic, its key and its aggregate. */
    public static void assertKept(EventEnvelope sent) {
        assertKept(sent.typeAndVersion(), sent.body());
        Address promised = address(sent.typeAndVersion());
        Address kept = new Address(sent.source(), sent.topic(), sent.aggregateType(), promised.key());
        if (!kept.equals(promised)) {
            throw new AssertionError(sent.typeAndVersion() + " is promised for " + promised + " and went to " + kept);
        }
        if (!sent.key().equals(promised.keyOf(tree(sent.body())))
                || !sent.aggregateId().equals(sent.key())) {
            throw new AssertionError(sent.typeAndVersion() + " has the key " + sent.key() + " and the aggregate "
                    + sent.aggregateId() + "; promised is " + promised.key());
        }
    }

    /** What the schema has against {@code json}; empty if nothing. */
    static List<String> objections(String typeAndVersion, String json) {
        Schema schema = SCHEMAS.getSchema(resource(typeAndVersion, "schema"), InputFormat.JSON);
        List<Error> errors = schema.validate(
                json,
                InputFormat.JSON,
                context -> context.executionConfig(config -> config.formatAssertionsEnabled(true)));
        return errors.stream().map(Error::toString).toList();
    }

    /** Begins the check that a consumer reads nothing that its publisher might leave out. */
    public static Components everyComponentOf(Class<? extends Record> view) {
        return new Components(view);
    }

    /** The components of a consumer's view of an event, nested records and lists of records included. */
    public static final class Components {
        private final Class<? extends Record> view;

        private Components(Class<? extends Record> view) {
            this.view = view;
        }

        /** Fails unless the schema requires every component, and allows null for none that is primitive in the view. */
        public void isRequiredIn(String typeAndVersion) {
            JsonNode schema = tree(resource(typeAndVersion, "schema"));
            List<String> objections = new ArrayList<>();
            check(view, schema, schema, "", objections);
            if (!objections.isEmpty()) {
                throw new AssertionError(view.getSimpleName() + " demands more than " + typeAndVersion
                        + " promises:\n  " + String.join("\n  ", objections));
            }
        }

        private static void check(Type type, JsonNode schema, JsonNode root, String path, List<String> objections) {
            JsonNode resolved = resolve(schema, root);
            if (type instanceof ParameterizedType generic
                    && generic.getRawType() instanceof Class<?> raw
                    && Collection.class.isAssignableFrom(raw)) {
                check(generic.getActualTypeArguments()[0], resolved.path("items"), root, path + "[]", objections);
                return;
            }
            if (!(type instanceof Class<?> view) || !view.isRecord()) {
                return;
            }
            for (RecordComponent component : view.getRecordComponents()) {
                String name = nameOf(component);
                String where = path + "/" + name;
                JsonNode property = resolved.path("properties").path(name);
                if (property.isMissingNode()) {
                    objections.add(where + " is not in the schema");
                } else if (!names(resolved.path("required")).contains(name)) {
                    objections.add(where + " is not required");
                } else if (component.getType().isPrimitive() && mayBeNull(property, root)) {
                    objections.add(where + " may be null, which " + component.getType() + " cannot hold");
                } else {
                    check(component.getGenericType(), property, root, where, objections);
                }
            }
        }

        private static String nameOf(RecordComponent component) {
            JsonProperty renamed = component.getAccessor().getAnnotation(JsonProperty.class);
            return renamed == null || renamed.value().isEmpty() ? component.getName() : renamed.value();
        }
    }

    /** The part of a schema's {@code x-event} that says where an event belongs; its key is a pointer, a text, or a text with pointers in braces. */
    record Address(String source, String topic, String aggregateType, String key) {
        String keyOf(JsonNode body) {
            return key.startsWith("/")
                    ? body.at(key).asText()
                    : PLACE.matcher(key)
                            .replaceAll(place -> Matcher.quoteReplacement(
                                    body.at(place.group(1)).asText()));
        }
    }

    static Address address(String typeAndVersion) {
        JsonNode event = tree(resource(typeAndVersion, "schema")).path("x-event");
        return new Address(
                event.path("source").asText(),
                event.path("topic").asText(),
                event.path("aggregate").asText(),
                event.path("key").asText());
    }

    static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException notJson) {
            throw new AssertionError("not JSON: " + json, notJson);
        }
    }

    private static JsonNode resolve(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return resolve(root.at(schema.get("$ref").asText().substring(1)), root);
        }
        for (JsonNode choice : schema.path("anyOf")) {
            if (!"null".equals(choice.path("type").asText())) {
                return resolve(choice, root);
            }
        }
        return schema;
    }

    private static boolean mayBeNull(JsonNode schema, JsonNode root) {
        if (schema.has("$ref")) {
            return mayBeNull(root.at(schema.get("$ref").asText().substring(1)), root);
        }
        for (JsonNode choice : schema.path("anyOf")) {
            if (mayBeNull(choice, root)) {
                return true;
            }
        }
        JsonNode type = schema.path("type");
        return "null".equals(type.asText()) || names(type).contains("null");
    }

    private static List<String> names(JsonNode array) {
        List<String> names = new ArrayList<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }

    private static void compareShapes(String path, JsonNode sample, JsonNode emitted, List<String> objections) {
        if (sample.isObject() && emitted.isObject()) {
            TreeSet<String> fields = new TreeSet<>();
            sample.fieldNames().forEachRemaining(fields::add);
            emitted.fieldNames().forEachRemaining(fields::add);
            for (String field : fields) {
                if (!emitted.has(field)) {
                    objections.add(path + "/" + field + " is in the sample and was not emitted");
                } else if (!sample.has(field)) {
                    objections.add(path + "/" + field + " was emitted and is not in the sample");
                } else {
                    compareShapes(path + "/" + field, sample.get(field), emitted.get(field), objections);
                }
            }
        } else if (sample.isArray() && emitted.isArray() && !sample.isEmpty()) {
            for (int i = 0; i < emitted.size(); i++) {
                compareShapes(path + "/" + i, sample.get(0), emitted.get(i), objections);
            }
        }
    }

    private static String resource(String typeAndVersion, String kind) {
        String path = "contract/" + typeAndVersion + "." + kind + ".json";
        for (ClassLoader loader :
                List.of(Thread.currentThread().getContextClassLoader(), Contracts.class.getClassLoader())) {
            try (InputStream content = loader.getResourceAsStream(path)) {
                if (content != null) {
                    return new String(content.readAllBytes(), StandardCharsets.UTF_8);
                }
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        }
        throw new AssertionError("no " + path + " on the class path: is the publisher's contract a test dependency?");
    }

    /** A body with some of its fields replaced; nested ones by a path with dots. */
    static String with(String json, Map<String, ?> replaced) {
        JsonNode body = tree(json);
        replaced.forEach((path, value) -> {
            int dot = path.lastIndexOf('.');
            JsonNode parent =
                    dot < 0 ? body : body.at("/" + path.substring(0, dot).replace('.', '/'));
            String field = path.substring(dot + 1);
            if (!(parent instanceof com.fasterxml.jackson.databind.node.ObjectNode object) || !object.has(field)) {
                throw new AssertionError("the sample has no field " + path + ": " + json);
            }
            object.set(field, JSON.valueToTree(value));
        });
        return body.toString();
    }
}
