package org.licensedesk.approval.people.groups.definition;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.licensedesk.approval.people.groups.Group;
import org.licensedesk.approval.people.groups.Groups;
import org.licensedesk.approval.people.groups.membership.GroupRef;
import org.licensedesk.chassis.web.Refusal;

/** Keeps groups from containing each other in a circle. */
@ApplicationScoped
class GroupCircles {

    private final Groups groups;

    GroupCircles(Groups groups) {
        this.groups = groups;
    }

    /** Walks down from each part; meeting the group itself again means that it would contain itself. */
    void refuse(Handle tx, Group group) {
        if (group.parts().isEmpty()) {
            return;
        }
        var parts = new HashMap<>(groups.partsOfAll(tx));
        parts.put(group.id(), group.parts().stream().map(GroupRef::id).toList());
        var reachedFrom = new HashMap<String, String>();
        var toVisit = new ArrayDeque<String>(List.of(group.id()));
        while (!toVisit.isEmpty()) {
            var place = toVisit.remove();
            for (var part : parts.getOrDefault(place, List.of())) {
                if (part.equals(group.id())) {
                    throw circle(tx, group, place, reachedFrom);
                }
                if (reachedFrom.putIfAbsent(part, place) == null) {
                    toVisit.add(part);
                }
            }
        }
    }

    private Refusal circle(Handle tx, Group group, String last, Map<String, String> reachedFrom) {
        var ids = new ArrayDeque<String>();
        for (var place = last; !place.equals(group.id()); place = reachedFrom.get(place)) {
            ids.addFirst(place);
        }
        var names = groups.named(tx, ids);
        var circle = new ArrayList<String>();
        circle.add(group.name());
        ids.forEach(id -> circle.add(Objects.requireNonNull(names.get(id), id).name()));
        circle.add(group.name());
        var sentence = ids.isEmpty()
                ? group.name() + " cannot be part of itself."
                : "These groups would contain each other in a circle: " + String.join(" → ", circle) + ".";
        return Refusal.conflict("GROUPS_IN_A_CIRCLE", sentence).with("circle", circle);
    }
}
