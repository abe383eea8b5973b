package org.licensedesk.chassis.web;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

/** What the OpenAPI document of every service says alike: only the public API, a bearer token, and how a refusal looks. Pages are left out. */
@OpenApiFilter(OpenApiFilter.RunStage.BUILD)
public class PublicApiOnly implements OASFilter {

    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";

    private static final Map<String, String> REFUSALS = Map.of(
            "400", "Something that was sent cannot be used; the fields say why",
            "401", "No token, or one that is not valid",
            "403", "Known, but not allowed",
            "404", "Not there, or none of the asker's business",
            "503", "Something the service stands on is away; try again after Retry-After seconds");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        if (document.getPaths() != null && document.getPaths().getPathItems() != null) {
            List.copyOf(document.getPaths().getPathItems().keySet()).stream()
                    .filter(path -> !isApi(path))
                    .forEach(document.getPaths()::removePathItem);
            document.getPaths().getPathItems().values().forEach(this::addRefusals);
        }
        var components = document.getComponents() == null ? OASFactory.createComponents() : document.getComponents();
        components.addSchema(PROBLEM, problemSchema());
        components.addSecurityScheme(
                BEARER,
                OASFactory.createSecurityScheme()
                        .type(SecurityScheme.Type.HTTP)
                        .scheme("bearer")
                        .bearerFormat("JWT"));
        document.setComponents(components);
        document.setSecurity(List.of(OASFactory.createSecurityRequirement().addScheme(BEARER)));
        leaveOutWhatOnlyPagesUse(document);
    }

    /** Templates, and all that they are made of. */
    private static void leaveOutWhatOnlyPagesUse(OpenAPI document) {
        if (document.getPaths() == null || document.getPaths().getPathItems() == null) {
            return;
        }
        var inUse = SchemasInUse.of(document);
        List.copyOf(document.getComponents().getSchemas().keySet()).stream()
                .filter(name -> !inUse.contains(name))
                .forEach(document.getComponents()::removeSchema);
    }

    private static boolean isApi(String path) {
        return path.startsWith("/api/") || path.contains("/api/");
    }

    private void addRefusals(PathItem item) {
        item.getOperations().values().forEach(this::addRefusals);
    }

    private void addRefusals(Operation operation) {
        var responses = operation.getResponses() == null ? OASFactory.createAPIResponses() : operation.getResponses();
        REFUSALS.forEach((status, description) -> {
            if (!responses.hasAPIResponse(status)
                    || responses.getAPIResponse(status).getContent() == null) {
                responses.addAPIResponse(status, refusal(description));
            }
        });
        operation.setResponses(responses);
    }

    private static APIResponse refusal(String description) {
        var schema = OASFactory.createSchema().ref("#/components/schemas/" + PROBLEM);
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE, OASFactory.createMediaType().schema(schema)));
    }

    private static Schema problemSchema() {
        var violation = object().addProperty("field", text("the field, such as justification or items[2].sku"))
                .addProperty("message", text("what is wrong with it"));
        return object().description("RFC 9457: why something was not done, for programs and for people")
                .addProperty("type", text("a URI for the kind of problem"))
                .addProperty("title", text("the kind in a few words"))
                .addProperty("status", OASFactory.createSchema().type(List.of(Schema.SchemaType.INTEGER)))
                .addProperty("detail", text("a sentence that a person can read"))
                .addProperty("code", text("a stable code for programs, such as ALREADY_DECIDED"))
                .addProperty(
                        "violations",
                        OASFactory.createSchema()
                                .type(List.of(Schema.SchemaType.ARRAY))
                                .items(violation));
    }

    private static Schema object() {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.OBJECT));
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().type(List.of(Schema.SchemaType.STRING)).description(description);
    }
}
