package org.licensedesk.approval.people.groups.definition;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.approval.people.groups.RuleView;

/** What a group shall be. */
@Schema(name = "GroupDefinition")
record GroupBody(
        @Schema(examples = "Design") String name,

        @Schema(
                description =
                        "Whoever belongs to it: with an @ it is a person's email, without it the id of a group, whose members belong to this one as well. `group:ID` is understood too. Not together with `rule`.")
        List<String> members,

        RuleView rule,

        @Schema(description = "true: show what would be, and change nothing")
        Boolean dryRun) {
    Definition definition() {
        return new Definition(
                name,
                members,
                rule == null
                        ? null
                        : new Definition.WantedRule(
                                rule.department(),
                                rule.title(),
                                rule.manager(),
                                Boolean.TRUE.equals(rule.directReportsOnly())));
    }
}
