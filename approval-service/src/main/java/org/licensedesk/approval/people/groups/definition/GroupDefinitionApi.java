package org.licensedesk.approval.people.groups.definition;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.web.CurrentUser;

/** Groups for programs, to define. */
@Path("/api/groups")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Groups")
class GroupDefinitionApi {

    private static final String BY_HAND = """
            {"name": "Design", "members": ["kevin.brown@harbour.example", "studio"]}""";
    private static final String BY_RULE = """
            {"name": "Engineers", "rule": {"department": "Engineering", "title": "*Engineer*"}, "dryRun": true}""";

    private final DefineGroup defineGroup;
    private final CurrentUser currentUser;

    GroupDefinitionApi(DefineGroup defineGroup, CurrentUser currentUser) {
        this.defineGroup = defineGroup;
        this.currentUser = currentUser;
    }

    @PUT
    @Path("{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Define a group",
            description =
                    "By its members or by a rule, in the place of what it was. Who gains and who loses is part of the "
                            + "answer; with `dryRun` it is all that happens. Inactive people may be named and belong to it once they are active.")
    @APIResponse(
            responseCode = "200",
            description = "The group as it is now; with `dryRun`, as it would be",
            content = @Content(schema = @Schema(implementation = GroupResult.class)))
    @APIResponse(responseCode = "201", description = "There is a new group")
    @APIResponse(responseCode = "400", description = "Somebody, or a group, is not known; each is named")
    @APIResponse(
            responseCode = "409",
            description = "Groups would contain each other in a circle: its names are the member `circle`")
    public Response define(
            @Parameter(description = "up to 100 letters, digits, points, hyphens and underscores", example = "design")
                    @RestPath
                    String id,
            @RequestBody(
                            content =
                                    @Content(
                                            schema = @Schema(implementation = GroupBody.class),
                                            examples = {
                                                @ExampleObject(name = "by hand", value = BY_HAND),
                                                @ExampleObject(name = "by a rule, to look at first", value = BY_RULE)
                                            }))
                    @NotNull(message = "Send {\"name\": ..., \"members\": [...]} or {\"name\": ..., \"rule\": {...}}.")
                    @Valid
                    GroupBody body) {
        var by = currentUser.email();
        var isPreview = Boolean.TRUE.equals(body.dryRun());
        var outcome = isPreview
                ? defineGroup.preview(id, body.definition(), by)
                : defineGroup.define(id, body.definition(), by);
        return Response.status(outcome.isNew() && outcome.isDone() ? 201 : 200)
                .entity(GroupResult.of(outcome))
                .build();
    }
}
