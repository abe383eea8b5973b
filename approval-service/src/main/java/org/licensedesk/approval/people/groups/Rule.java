package org.licensedesk.approval.people.groups;

import java.util.ArrayList;
import org.licensedesk.approval.people.PersonRef;

/**
 * Whom a group takes in by itself: everybody active who meets all of its conditions.
 *
 * @param department their department, in any case, a star standing for any text; null: any
 * @param title their title, likewise
 * @param manager whom they report to; null: anybody
 * @param directOnly whether only those count who report to the manager directly, and not those further down the line
 */
public record Rule(String department, String title, PersonRef manager, boolean directOnly) {
    public Rule {
        if (department == null && title == null && manager == null) {
            throw new IllegalArgumentException("a rule has a condition");
        }
        if (directOnly && manager == null) {
            throw new IllegalArgumentException("direct reports are somebody's");
        }
    }

    /** "department is Engineering and title is like Senior*", to be read after a colon or "whose". */
    public String sentence() {
        var conditions = new ArrayList<String>();
        if (department != null) {
            conditions.add("department " + is(department));
        }
        if (title != null) {
            conditions.add("title " + is(title));
        }
        if (manager != null) {
            conditions.add(
                    directOnly
                            ? "manager is " + manager.name()
                            : "manager is " + manager.name() + " or somebody below " + manager.name());
        }
        return String.join(" and ", conditions);
    }

    private static String is(String wanted) {
        return (wanted.indexOf('*') < 0 ? "is " : "is like ") + wanted;
    }
}
