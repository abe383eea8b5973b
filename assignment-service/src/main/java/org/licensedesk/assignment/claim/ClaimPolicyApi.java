package org.licensedesk.assignment.claim;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.ExampleObject;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;

/** Claim policies for programs. */
@Path("/api/claim-policies")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Claims", description = "Seats taken on demand: who may, and what came of it")
class ClaimPolicyApi {

    static final String EXAMPLE = """
            {"sku": "VISIOCLIENT", "productName": "Visio Plan 2", "enabled": true, "group": "designers",
             "perDay": 10, "perDepartmentPerDay": 3, "backups": ["DRAWIO_TEAM"], "note": null}""";

    private final ReadClaimPolicies readPolicies;
    private final SetClaimPolicy setPolicy;
    private final CurrentUser currentUser;

    ClaimPolicyApi(ReadClaimPolicies readPolicies, SetClaimPolicy setPolicy, CurrentUser currentUser) {
        this.readPolicies = readPolicies;
        this.setPolicy = setPolicy;
        this.currentUser = currentUser;
    }

    /** What an administrator sends. */
    @Schema(name = "ClaimPolicyDefinition")
    record PolicyBody(
            @Schema(required = true, description = "off unless said otherwise", examples = "true")
            Boolean enabled,

            @Schema(
                    nullable = true,
                    description = "whose members may, by its id; everybody if left out",
                    examples = "\"designers\"")
            String group,

            @Schema(nullable = true, minimum = "0", description = "seats given in a day at most", examples = "10")
            Integer perDay,

            @Schema(
                    nullable = true,
                    minimum = "0",
                    description = "of these, to people of one department",
                    examples = "3")
            Integer perDepartmentPerDay,

            @Schema(
                    nullable = true,
                    description = "skus given instead when there is no free seat, in this order; up to 4")
            List<String> backups) {}

    /** Who may take a seat of a product without asking. */
    @Schema(name = "ClaimPolicy")
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record PolicyView(
            String sku,
            String productName,
            boolean enabled,
            String group,
            Integer perDay,
            Integer perDepartmentPerDay,
            List<String> backups,

            @Schema(
                    nullable = true,
                    description = "what keeps everybody from claiming although it is on, as a sentence")
            String note) {
        static PolicyView of(PolicyRow row) {
            ClaimPolicy policy = row.policy();
            return new PolicyView(
                    policy.sku(),
                    row.productName(),
                    policy.enabled(),
                    policy.group(),
                    policy.perDay(),
                    policy.perDepartmentPerDay(),
                    policy.backups(),
                    row.note());
        }
    }

    @GET
    @Operation(
            summary = "Claim policies",
            description = "Those that were set, in the order of their skus. A product without one cannot be claimed.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            examples =
                                    @ExampleObject(
                                            name = "policies",
                                            value = "{\"items\": [" + EXAMPLE + "], \"next\": null}")))
    public PageOf<PolicyView> list(@BeanParam Paging paging) {
        int limit = paging.limit();
        List<PolicyRow> rows = readPolicies.after(
                paging.cursor(1).map(cursor -> cursor.text(0)).orElse(""), limit + 1);
        return PageOf.of(rows, limit, row -> Cursor.at(row.policy().sku())).map(PolicyView::of);
    }

    @GET
    @Path("/{sku}")
    @Operation(summary = "The claim policy of a product", description = "Off, where nobody has said anything.")
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PolicyView.class),
                            examples = @ExampleObject(name = "policy", value = EXAMPLE)))
    @APIResponse(responseCode = "404", description = "There is no such product")
    public PolicyView policy(@RestPath String sku) {
        return PolicyView.of(readPolicies.of(sku));
    }

    @PUT
    @Path("/{sku}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Say who may claim a product",
            description = "What is left out holds no longer. Switching it off takes no seat back.")
    @RequestBody(
            content =
                    @Content(
                            schema = @Schema(implementation = PolicyBody.class),
                            examples = @ExampleObject(name = "policy", value = """
                                                    {"enabled": true, "group": "designers", "perDay": 10,
                                                     "perDepartmentPerDay": 3, "backups": ["DRAWIO_TEAM"]}""")))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            schema = @Schema(implementation = PolicyView.class),
                            examples = @ExampleObject(name = "policy", value = EXAMPLE)))
    @APIResponse(
            responseCode = "400",
            description =
                    "An unknown group or backup, a backup twice, a negative limit; the violations say which field and why")
    @APIResponse(responseCode = "404", description = "There is no such product")
    public PolicyView set(@RestPath String sku, PolicyBody body) {
        if (body == null) {
            throw Refusal.invalid("enabled", "Say whether the product can be claimed: true or false.");
        }
        readPolicies.of(sku);
        setPolicy.to(
                ClaimPolicy.of(
                        sku, body.enabled(), body.group(), body.perDay(), body.perDepartmentPerDay(), body.backups()),
                currentUser.email());
        return PolicyView.of(readPolicies.of(sku));
    }

    @DELETE
    @Path("/{sku}")
    @Operation(
            summary = "Forget the claim policy of a product",
            description = "It can no longer be claimed; seats that were given stay. Doing it again changes nothing.")
    @APIResponse(responseCode = "204", description = "The product cannot be claimed")
    @APIResponse(responseCode = "404", description = "There is no such product")
    public void remove(@RestPath String sku) {
        readPolicies.of(sku);
        setPolicy.to(ClaimPolicy.off(sku), currentUser.email());
    }
}
