package org.licensedesk.request.tracking;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.request.catalogue.Kind;

/** One request as the API shows it. */
@Schema(name = "Request", description = "One license request, with whose turn it is and all that happened to it")
public record RequestView(
        @Schema(examples = "01934d2b-6f00-7abc-8def-0123456789ab")
        UUID id,

        @Schema(description = "The product, or the package's id", examples = "PROJECT_PLAN3")
        String sku,

        @Schema(examples = "Project Plan 3") String productName,
        PersonView requester,
        PersonView beneficiary,

        @Schema(examples = "We take over the migration plan from the Rotterdam office in June.")
        String justification,

        @Schema(description = "Until when it is wanted; null: no end", examples = "2027-06-30")
        LocalDate endsOn,

        @Schema(
                description =
                        "The last day of what it led to: as wanted or, of a package that is given for so many days, that of its seats; null: no end, or no seat yet",
                examples = "2027-06-30")
        LocalDate lastsUntil,

        @JsonProperty("extends")
        @Schema(name = "extends", description = "The earlier request whose license it makes last longer; null: none")
        UUID extended,

        RequestStatus status,

        @Schema(description = "Since when it has this status", examples = "2026-11-22T10:42:00.123456Z")
        Instant statusSince,

        @Schema(description = "Whose turn it is; empty when nobody's")
        List<PersonView> waitingOn,

        @Schema(description = "Until when they decide; null: no deadline")
        Instant dueAt,

        @Schema(
                description =
                        "Place in the waiting list, from 1; null outside of it. Of a package, each part has its own",
                examples = "3")
        Integer position,

        Kind kind,

        @Schema(description = "The products of a package; empty for a product")
        List<PartView> parts,

        List<Moment> timeline) {

    /** One product of a package. */
    @Schema(name = "RequestedPart")
    public record PartView(
            @Schema(examples = "VISIOCLIENT") String sku,
            @Schema(examples = "Visio Plan 2") String productName,

            @Schema(description = "Until the ledger has heard of the approval, that of the request")
            RequestStatus status,

            @Schema(description = "Place in the waiting list, from 1; null outside of it", examples = "3")
            Integer position,

            @Schema(description = "The last day of the seat; null: no seat, or no end", examples = "2027-06-30")
            LocalDate endsOn,

            @Schema(description = "Why it ended, or was not given at all")
            String cause) {}
}
