package org.licensedesk.chassis.web;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Bean Validation's findings about what was sent, as field and sentence. */
final class Violations {

    private Violations() {}

    /** Empty when it was our own answer that broke a promise, which is no fault of the asker. */
    static List<Problem.Violation> of(ConstraintViolationException thrown) {
        var found = new ArrayList<Problem.Violation>();
        for (var violation : thrown.getConstraintViolations()) {
            for (var node : violation.getPropertyPath()) {
                if (node.getKind() == ElementKind.RETURN_VALUE) {
                    return List.of();
                }
            }
            found.add(new Problem.Violation(field(violation), violation.getMessage()));
        }
        found.sort(Comparator.comparing(Problem.Violation::field).thenComparing(Problem.Violation::message));
        return found;
    }

    static Problem problem(List<Problem.Violation> violations) {
        var detail = violations.stream()
                .map(v -> v.field().isEmpty() ? v.message() : v.field() + ": " + v.message())
                .distinct()
                .collect(Collectors.joining("; "));
        return Problem.of(400, "INVALID", detail, violations, Map.of());
    }

    /** The path without the method's and the parameter's name: {@code submit.body.justification} is about {@code justification}. */
    private static String field(ConstraintViolation<?> violation) {
        var path = new StringBuilder();
        var parameter = "";
        for (var node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, CROSS_PARAMETER -> {}
                case PARAMETER -> parameter = node.getName();
                default -> {
                    if (node.getIndex() != null) {
                        path.append('[').append(node.getIndex()).append(']');
                    }
                    if (node.getName() != null && node.getKind() != ElementKind.CONTAINER_ELEMENT) {
                        path.append(path.length() == 0 ? "" : ".").append(node.getName());
                    }
                }
            }
        }
        return path.length() == 0 ? parameter : path.toString();
    }
}
