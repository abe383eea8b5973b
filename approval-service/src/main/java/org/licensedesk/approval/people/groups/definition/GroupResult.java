package org.licensedesk.approval.people.groups.definition;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.licensedesk.approval.people.NamedPerson;
import org.licensedesk.approval.people.PersonRef;
import org.licensedesk.approval.people.groups.RuleView;
import org.licensedesk.approval.people.groups.membership.GroupRef;

/** A group as it is, or would be, and what that does. */
@Schema(name = "GroupDefined")
record GroupResult(
        @Schema(examples = "design") String id,
        @Schema(examples = "Design") String name,
        List<String> members,
        RuleView rule,

        @Schema(description = "how many active people belong to it then", examples = "12")
        int size,

        boolean dryRun,
        Some gains,
        Some loses,

        @Schema(description = "groups that contain it, as far as their members change too")
        List<Elsewhere> elsewhere) {
    private static final int NAMED_AT_MOST = 200;

    static GroupResult of(DefineGroup.Outcome outcome) {
        var group = outcome.group();
        return new GroupResult(
                group.id(),
                group.name(),
                group.members(),
                RuleView.of(group.rule()),
                outcome.size(),
                !outcome.isDone(),
                Some.of(outcome.here().joined()),
                Some.of(outcome.here().left()),
                outcome.elsewhere().stream()
                        .map(change -> new Elsewhere(change.group(), Some.of(change.joined()), Some.of(change.left())))
                        .toList());
    }

    /** People, as many as can be named in one answer. */
    @Schema(name = "SomePeople")
    record Some(
            int total,
            @Schema(description = "the first 200 by name") List<NamedPerson> people) {
        static Some of(List<PersonRef> people) {
            return new Some(
                    people.size(),
                    people.stream().limit(NAMED_AT_MOST).map(NamedPerson::of).toList());
        }
    }

    /** What becomes of another group. */
    @Schema(name = "GroupElsewhere")
    record Elsewhere(GroupRef group, Some gains, Some loses) {}
}
