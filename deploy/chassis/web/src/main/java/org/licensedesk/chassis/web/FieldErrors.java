package org.licensedesk.chassis.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is wrong with a form, field by field, in the order of the form. Given to the {@code field} tag. */
public final class FieldErrors {

    private static final FieldErrors NONE = new FieldErrors(Map.of());
    private final Map<String, String> sentences;

    FieldErrors(Map<String, String> sentences) {
        this.sentences = Collections.unmodifiableMap(new LinkedHashMap<>(sentences));
    }

    /** A form nobody complained about. */
    public static FieldErrors none() {
        return NONE;
    }

    /** The sentence beside one field, or null. */
    public String of(String field) {
        return sentences.get(field);
    }

    /** Whether anything is wrong with one field. */
    public boolean has(String field) {
        return sentences.containsKey(field);
    }

    public boolean isEmpty() {
        return sentences.isEmpty();
    }

    /** All of them, for a summary on top of the form. */
    public List<Entry> all() {
        return sentences.entrySet().stream()
                .map(e -> new Entry(e.getKey(), e.getValue()))
                .toList();
    }

    /** One field and what is wrong with it. */
    public record Entry(String field, String sentence) {}
}
