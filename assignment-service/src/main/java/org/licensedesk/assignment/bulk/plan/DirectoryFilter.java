package org.licensedesk.assignment.bulk.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.chassis.web.Refusal;

/**
 * Active people by what the directory says of them; all that is said has to hold.
 *
 * @param department in any case, a star standing for any text, as in the rules of groups
 * @param title likewise
 * @param manager the email of whom they report to
 * @param group the id of a group they belong to
 */
public record DirectoryFilter(String department, String title, String manager, String group) {

    private static final int LONGEST = 254;

    public DirectoryFilter {
        department = tidy("department", department);
        title = tidy("title", title);
        manager = manager == null ? null : tidy("manager", manager.toLowerCase(Locale.ROOT));
        group = tidy("group", group);
    }

    /** Somebody has to be left out, or a slip of the hand gives a seat to the whole company. */
    public DirectoryFilter orRefusal() {
        if (fitsAnything(department) && fitsAnything(title) && manager == null && group == null) {
            throw Refusal.invalid(
                    "filter", "Say whom: a department, a title, a manager or a group, or several of them together.");
        }
        return this;
    }

    /**
     * "Everybody in Engineering with the title Engineer".
     *
     * @param managerName what the manager is called
     * @param groupName what the group is called
     */
    public String words(String managerName, String groupName) {
        List<String> words = new ArrayList<>();
        if (department != null) {
            words.add((department.indexOf('*') < 0 ? "in " : "in a department like ") + department);
        }
        if (title != null) {
            words.add((title.indexOf('*') < 0 ? "with the title " : "with a title like ") + title);
        }
        if (manager != null) {
            words.add("reporting to " + managerName);
        }
        if (group != null) {
            words.add("of " + Cause.theGroup(groupName));
        }
        return "Everybody " + String.join(", ", words);
    }

    private static boolean fitsAnything(String pattern) {
        return pattern == null || pattern.chars().allMatch(sign -> sign == '*');
    }

    private static String tidy(String field, String text) {
        String tidy = text == null ? "" : text.strip();
        if (tidy.length() > LONGEST) {
            throw Refusal.invalid(field, "This is longer than anything the directory has.");
        }
        return tidy.isEmpty() ? null : tidy;
    }
}
