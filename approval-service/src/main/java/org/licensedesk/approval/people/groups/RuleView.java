package org.licensedesk.approval.people.groups;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The conditions of a rule. */
@Schema(
        name = "GroupRule",
        description =
                "Active people who meet all conditions given, at least one. Text is compared in any case; * stands for any text.")
public record RuleView(
        @Schema(examples = "Engineering") String department,
        @Schema(examples = "*Engineer*") String title,

        @Schema(
                examples = "grace.duval@harbour.example",
                description = "the email of whom they report to, directly or further down")
        String manager,

        @Schema(description = "true: only those who report to the manager directly")
        Boolean directReportsOnly) {
    public static RuleView of(Rule rule) {
        return rule == null
                ? null
                : new RuleView(
                        rule.department(),
                        rule.title(),
                        rule.manager() == null ? null : rule.manager().email(),
                        rule.directOnly());
    }
}
