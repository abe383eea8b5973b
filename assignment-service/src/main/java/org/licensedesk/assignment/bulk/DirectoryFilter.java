package org.licensedesk.assignment.bulk;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.licensedesk.chassis.web.Refusal;

/**
 * Active people by what the directory says of them; all that is said has to hold.
 *
 * @param manager the email of whom they report to
 * @param group the id of a group they belong to
 */
record DirectoryFilter(String department, String title, String manager, String group) {

    private static final int LONGEST = 254;

    DirectoryFilter {
        department = tidy("department", department);
        title = tidy("title", title);
        manager = manager == null ? null : tidy("manager", manager.toLowerCase(Locale.ROOT));
        group = tidy("group", group);
    }

    /** Somebody has to be left out, or a slip of the hand gives a seat to the whole company. */
    DirectoryFilter orRefusal() {
        if (department == null && title == null && manager == null && group == null) {
            throw Refusal.invalid(
                    "filter", "Say whom: a department, a title, a manager or a group, or several of them together.");
        }
        return this;
    }

    /** "Everybody in Engineering with the title Engineer". */
    String words() {
        List<String> words = new ArrayList<>();
        if (department != null) {
            words.add("in " + department);
        }
        if (title != null) {
            words.add("with the title " + title);
        }
        if (manager != null) {
            words.add("reporting to " + manager);
        }
        if (group != null) {
            words.add("of the group " + group);
        }
        return "Everybody " + String.join(", ", words);
    }

    private static String tidy(String field, String text) {
        String tidy = text == null ? "" : text.strip();
        if (tidy.length() > LONGEST) {
            throw Refusal.invalid(field, "This is longer than anything the directory has.");
        }
        return tidy.isEmpty() ? null : tidy;
    }
}
