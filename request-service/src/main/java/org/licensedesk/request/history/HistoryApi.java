package org.licensedesk.request.history;

import com.fasterxml.jackson.annotation.JsonRawValue;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.request.history.HistorySearch.Direction;

/** The history for programs. */
@Path("/api/history")
@RolesAllowed(CurrentUser.AUDITOR)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "History")
class HistoryApi {
    private final HistorySearch search;

    HistoryApi(HistorySearch search) {
        this.search = search;
    }

    /** An entry as the API shows it. */
    @Schema(name = "HistoryEntry", description = "One event as it happened")
    record EntryView(
            UUID id,

            @Schema(examples = "2026-11-22T10:42:00.123456Z")
            Instant at,

            @Schema(examples = "RequestApproved") String type,
            @Schema(examples = "1") int version,
            @Schema(examples = "approval-service") String source,
            @Schema(examples = "case") String aggregateType,
            String aggregateId,

            @Schema(description = "Its place within the aggregate: 1, 2, 3 ... without gaps", examples = "2")
            long sequence,

            @Schema(description = "Who did it; system: nobody by hand", examples = "grace.duval@harbour.example")
            String actor,

            @Schema(description = "The event this one follows from")
            UUID causationId,

            @Schema(description = "The request it belongs to, or the claim; null: none")
            UUID requestId,

            @Schema(examples = "PROJECT_PLAN3") String sku,

            @Schema(description = "Whom it is about", examples = "kevin.brown@harbour.example")
            String person,

            @Schema(examples = "Grace Duval approved Kevin Brown's request for Project Plan 3")
            String sentence,

            @Schema(type = SchemaType.OBJECT, description = "The event's own content, to the letter") @JsonRawValue
            String data,

            @Schema(description = "When it came into the history")
            Instant recordedAt) {
        static EntryView of(HistoryEntry entry) {
            return new EntryView(
                    entry.id(),
                    entry.at(),
                    entry.type(),
                    entry.version(),
                    entry.source(),
                    entry.aggregateType(),
                    entry.aggregateId(),
                    entry.sequence(),
                    entry.actor(),
                    entry.causationId(),
                    entry.requestId(),
                    entry.sku(),
                    entry.person(),
                    entry.sentence(),
                    entry.body(),
                    entry.recordedAt());
        }
    }

    @GET
    @Operation(
            summary = "Every event of all services, oldest first",
            description =
                    "Narrowed by request (or claim), person (concerned or acting), product, type, actor and time.")
    @APIResponse(responseCode = "200", description = "Entries")
    @APIResponse(responseCode = "403", description = "For auditors only")
    public PageOf<EntryView> list(@BeanParam HistoryQuery query, @BeanParam Paging paging) {
        var entries = search.find(
                query.filter(ZoneOffset.UTC, null), Direction.OLDEST_FIRST, paging.cursor(2), paging.limit() + 1);
        return PageOf.of(entries, paging.limit(), HistoryEntry::place).map(EntryView::of);
    }
}
