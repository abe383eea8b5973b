package org.licensedesk.request;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words as they are searched for: lower case, without accents, letters and digits only. */
public final class Words {
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{Nd}]+");
    private static final int MOST = 8;

    private Words() {}

    /** All words of these texts, in one line. */
    public static String of(String... texts) {
        var words = new ArrayList<String>();
        for (var text : texts) {
            words.addAll(split(text));
        }
        return String.join(" ", words);
    }

    /** The words somebody typed into a search box; the first few of them, since nobody reads the rest. */
    public static List<String> typed(String text) {
        return split(text).stream().limit(MOST).toList();
    }

    /** A text search query: all of these words, each as the beginning of one; empty when there is no word. */
    public static String asPrefixQuery(String text) {
        return typed(text).stream().map(word -> "'" + word + "':*").collect(Collectors.joining(" & "));
    }

    private static List<String> split(String text) {
        if (text == null || text.isBlank()) {
            return List.of();
        }
        var plain =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFD)).replaceAll("");
        return BETWEEN.splitAsStream(plain.toLowerCase(Locale.ROOT))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
