package org.licensedesk.assignment.choice;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which of several things is meant by what somebody typed: the key of one, its name, or both as a field offers them. */
final class Meant {

    private static final Pattern LABEL = Pattern.compile(".*\\(([^()]+)\\)");

    private Meant() {}

    /** What a field that takes one is about, such as "groups", and how to tell one of them. */
    record Kind<T>(String plural, Function<T, String> key, Function<T, String> name, Function<T, String> label) {}

    /**
     * The one that is meant; nothing typed means none.
     *
     * @param known all that an entry could mean
     * @param unknown the sentence about an entry that means nothing
     */
    static <T> ChosenOne one(
            String typed, Kind<T> kind, Function<String, List<T>> known, UnaryOperator<String> unknown) {
        String entry = typed == null ? "" : typed.strip();
        if (entry.isEmpty()) {
            return ChosenOne.none();
        }
        List<T> things = known.apply(entry);
        List<String> meant = by(entry, things, kind.key(), kind.name());
        if (meant.size() == 1) {
            return new ChosenOne(meant.get(0), null);
        }
        return ChosenOne.refused(
                meant.isEmpty()
                        ? unknown.apply(entry)
                        : "Several " + kind.plural() + " are called " + entry + ". Choose one of "
                                + listed(things, kind.label()) + ".");
    }

    /** The keys that may be meant; only one is what it takes. */
    static <T> List<String> by(String entry, Collection<T> known, Function<T, String> key, Function<T, String> name) {
        Set<String> ways = new LinkedHashSet<>(List.of(entry));
        inBrackets(entry).ifPresent(ways::add);
        for (String way : ways) {
            if (known.stream().anyMatch(thing -> key.apply(thing).equals(way))) {
                return List.of(way);
            }
        }
        for (Function<T, String> field : List.of(key, name)) {
            List<String> found = known.stream()
                    .filter(thing -> field.apply(thing).equalsIgnoreCase(entry))
                    .map(key)
                    .toList();
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    /** What stands in brackets at its end. */
    static Optional<String> inBrackets(String entry) {
        var label = LABEL.matcher(entry);
        return label.matches() ? Optional.of(label.group(1).strip()) : Optional.empty();
    }

    /** Some to choose from, in a sentence. */
    static <T> String listed(Collection<T> some, Function<T, String> label) {
        return some.stream().map(label).collect(Collectors.joining(", "));
    }
}
