package org.licensedesk.approval.people.imports;

import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;

/** The directory as a file, for programs. */
@Path("/api/people")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "People")
class ImportApi {

    private static final String TWO_PEOPLE = """
            email,display_name,title,department,manager_email
            grace.duval@harbour.example,Grace Duval,Head of Engineering,Engineering,
            kevin.brown@harbour.example,Kevin Brown,Engineer,Engineering,grace.duval@harbour.example
            """;

    private final ImportPeople importPeople;
    private final CurrentUser currentUser;

    ImportApi(ImportPeople importPeople, CurrentUser currentUser) {
        this.importPeople = importPeople;
        this.currentUser = currentUser;
    }

    /** What an import did. */
    @Schema(name = "ImportReport")
    record Report(
            @Schema(examples = "12") int added,
            @Schema(examples = "3") int changed,
            @Schema(examples = "1") int deactivated,
            List<RejectedRow> rejected) {}

    @PUT
    @Consumes("text/csv")
    @Parameter(
            name = "strict",
            in = ParameterIn.QUERY,
            allowEmptyValue = true,
            schema = @Schema(type = SchemaType.STRING),
            description = "all or nothing: one rejected row, and nothing is changed")
    @Operation(
            summary = "Import people",
            description =
                    "The columns in any order; one that is missing is left as it is. UTF-8, UTF-16 with a byte order "
                            + "mark, or Windows-1252. Open cases are re-routed at once.")
    @APIResponse(
            responseCode = "200",
            description = "What was done, and the rows that could not be taken",
            content = @Content(schema = @Schema(implementation = Report.class)))
    @APIResponse(
            responseCode = "400",
            description = "No such table; or, with `strict`, some rows cannot be taken: the members are those of the "
                    + "report, and nothing was changed")
    @APIResponse(responseCode = "413", description = "Too many rows or bytes")
    public Report importPeople(
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "text/csv",
                                            schema = @Schema(type = SchemaType.STRING),
                                            examples = @ExampleObject(name = "two people", value = TWO_PEOPLE)))
                    byte[] file,
            @Parameter(
                            description =
                                    "`merge` leaves people who are not in the file as they are; `replace` deactivates them",
                            schema =
                                    @Schema(
                                            enumeration = {"merge", "replace"},
                                            defaultValue = "merge"))
                    @RestQuery
                    String mode,
            @Context UriInfo asked) {
        var report =
                importPeople.take(file == null ? new byte[0] : file, mode(mode), isStrict(asked), currentUser.email());
        return new Report(report.added(), report.changed(), report.deactivated(), report.rejected());
    }

    private static ImportMode mode(String mode) {
        if (mode == null || mode.isBlank() || mode.equals("merge")) {
            return ImportMode.MERGE;
        }
        if (mode.equals("replace")) {
            return ImportMode.REPLACE;
        }
        throw Refusal.invalid("mode", "The mode is merge or replace.");
    }

    /** Naming it is enough, with a value or without. */
    private static boolean isStrict(UriInfo asked) {
        var values = asked.getQueryParameters().get("strict");
        return values != null && !values.contains("false");
    }
}
