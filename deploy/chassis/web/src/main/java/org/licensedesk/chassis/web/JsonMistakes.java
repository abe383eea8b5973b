package org.licensedesk.chassis.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What is wrong with a JSON body, said about the field and without repeating what was sent. */
final class JsonMistakes {

    private JsonMistakes() {}

    /** Whether it is our type that cannot be read or written, and not the text that was sent. */
    static boolean isOurs(JsonProcessingException thrown) {
        return thrown instanceof InvalidDefinitionException;
    }

    static Problem problem(JsonProcessingException thrown) {
        if (thrown instanceof StreamConstraintsException || thrown.getCause() instanceof StreamConstraintsException) {
            var tooLong = String.valueOf(thrown.getMessage()).contains("Document length");
            return tooLong
                    ? Problem.of(413)
                    : Problem.of(
                            400,
                            "UNREADABLE",
                            "This JSON is nested too deeply, or a name, number or text in it is too long.");
        }
        if (thrown instanceof JsonMappingException mapping) {
            var field = field(mapping);
            var sentence = sentence(mapping);
            var detail = field.isEmpty() ? sentence : field + ": " + sentence;
            return Problem.of(400, "INVALID", detail, List.of(new Problem.Violation(field, sentence)), Map.of());
        }
        var where = thrown.getLocation();
        var place = where == null ? "" : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
        return Problem.of(400, "UNREADABLE", "This is not valid JSON in UTF-8" + place + ".");
    }

    private static String sentence(JsonMappingException thrown) {
        if (thrown instanceof UnrecognizedPropertyException) {
            return "There is no such field.";
        }
        if (thrown instanceof ValueInstantiationException
                && thrown.getCause() instanceof IllegalArgumentException said) {
            return said.getMessage();
        }
        if (thrown instanceof InvalidFormatException format
                && format.getTargetType() != null
                && format.getTargetType().isEnum()) {
            var names = Arrays.stream(format.getTargetType().getEnumConstants())
                    .map(String::valueOf)
                    .collect(Collectors.joining(", "));
            return "Expected one of " + names + ".";
        }
        if (thrown instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "Expected " + called(mismatch.getTargetType()) + ".";
        }
        return "This value cannot be used.";
    }

    private static String called(Class<?> type) {
        if (type == String.class) {
            return "a text";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (Number.class.isAssignableFrom(type) || type.isPrimitive()) {
            return "a number";
        }
        if (java.time.LocalDate.class == type) {
            return "a date such as 2026-12-31";
        }
        if (java.time.temporal.Temporal.class.isAssignableFrom(type)) {
            return "a time such as 2026-12-31T17:00:00Z";
        }
        if (java.util.UUID.class == type) {
            return "a UUID";
        }
        if (java.util.Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        return "an object";
    }

    private static String field(JsonMappingException thrown) {
        var path = new StringBuilder();
        for (var reference : thrown.getPath()) {
            if (reference.getFieldName() != null) {
                path.append(path.length() == 0 ? "" : ".").append(reference.getFieldName());
            } else if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.length() <= 200 ? path.toString() : path.substring(0, 200) + "…";
    }
}
