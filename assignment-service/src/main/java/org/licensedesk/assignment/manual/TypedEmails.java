package org.licensedesk.assignment.manual;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses as people paste them: one a line, a column of a sheet, or what a mail program calls recipients. */
final class TypedEmails {

    /** An address between angle brackets; the name before it is left out. */
    private static final Pattern NAMED = Pattern.compile("[^<>,;\\r\\n]*<([^<>]*)>");

    private TypedEmails() {}

    /** Every word of the text that is no name beside an address, in its order; what is no address is nobody's and will be said so. */
    static List<String> in(String text) {
        Set<String> found = new LinkedHashSet<>();
        Matcher named = NAMED.matcher(text == null ? "" : text);
        StringBuilder plain = new StringBuilder();
        while (named.find()) {
            named.appendReplacement(plain, Matcher.quoteReplacement("\n" + named.group(1) + "\n"));
        }
        named.appendTail(plain);
        for (String word : plain.toString().split("[\\s,;]+")) {
            String address = word.replaceFirst("(?i)^mailto:", "").replaceAll("^[\"'(]+|[\"').]+$", "");
            if (!address.isEmpty()) {
                found.add(address);
            }
        }
        return new ArrayList<>(found);
    }
}
