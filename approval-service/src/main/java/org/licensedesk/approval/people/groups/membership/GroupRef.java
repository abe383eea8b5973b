package org.licensedesk.approval.people.groups.membership;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A group as others name it. */
@Schema(name = "NamedGroup")
public record GroupRef(
        @Schema(examples = "design") String id,
        @Schema(examples = "Design") String name) {}
