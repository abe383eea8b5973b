package org.licensedesk.chassis.web;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;

/** Finds the schemas that a document's paths lead to, however far; those that know only each other are not among them. */
final class SchemasInUse {

    private static final String PREFIX = "#/components/schemas/";

    private final Map<String, Schema> known;
    private final Set<String> found = new HashSet<>();

    private SchemasInUse(Map<String, Schema> known) {
        this.known = known;
    }

    /** The names of those that paths of this document lead to. */
    static Set<String> of(OpenAPI document) {
        var inUse = new SchemasInUse(document.getComponents().getSchemas());
        document.getPaths().getPathItems().values().forEach(inUse::follow);
        return inUse.found;
    }

    private void follow(PathItem item) {
        follow(item.getParameters());
        item.getOperations().values().forEach(this::follow);
    }

    private void follow(Operation operation) {
        follow(operation.getParameters());
        if (operation.getRequestBody() != null) {
            follow(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().forEach(response -> follow(response.getContent()));
    }

    private void follow(List<Parameter> parameters) {
        every(parameters, Parameter::getSchema).forEach(this::follow);
    }

    private void follow(Content content) {
        if (content != null) {
            every(content.getMediaTypes().values(), MediaType::getSchema).forEach(this::follow);
        }
    }

    private void follow(Schema schema) {
        String ref = schema.getRef();
        if (ref != null && ref.startsWith(PREFIX)) {
            String name = ref.substring(PREFIX.length());
            if (found.add(name) && known.get(name) != null) {
                follow(known.get(name));
            }
        }
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf(), schema.getPrefixItems())
                .filter(Objects::nonNull)
                .flatMap(List::stream)
                .forEach(this::follow);
        Stream.of(schema.getItems(), schema.getAdditionalPropertiesSchema(), schema.getNot())
                .filter(Objects::nonNull)
                .forEach(this::follow);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(this::follow);
        }
    }

    private static <T> Stream<Schema> every(Collection<T> things, Function<T, Schema> schema) {
        return things == null ? Stream.of() : things.stream().map(schema).filter(Objects::nonNull);
    }
}
