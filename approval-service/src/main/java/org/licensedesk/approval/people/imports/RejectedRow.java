package org.licensedesk.approval.people.imports;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A row that could not be taken, and why. */
@Schema(description = "A row that could not be taken")
public record RejectedRow(
        @Schema(description = "the line in the file on which the row begins", examples = "17")
        int line,

        @Schema(description = "the email of the row as it was found, perhaps empty", examples = "kevin.brown@harbour")
        String email,

        @Schema(examples = "The manager grace.duval@harbour.example is neither in this file nor in the directory.")
        String cause) {}
