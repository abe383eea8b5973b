package org.licensedesk.chassis.web;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The business says no: a stable code for programs and a sentence for people. Answered as problem JSON under /api and as a page elsewhere. */
public final class Refusal extends RuntimeException {

    /** What sort of no it is; decides the HTTP status. */
    public enum Kind {
        /** What was sent cannot be used; the fields say why. */
        INVALID(400),
        /** Known, but not allowed. */
        FORBIDDEN(403),
        /** Not there, or none of the asker's business: both answers are the same. */
        NOT_FOUND(404),
        /** Not in the present state of things. */
        CONFLICT(409),
        /** More than is taken at once. */
        TOO_LARGE(413),
        /** Later, please. */
        BUSY(429);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        /** The HTTP status that answers it. */
        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String code;
    private final boolean hidesSomething;
    private final transient Map<String, String> fieldErrors;
    private final transient Map<String, Object> members = new LinkedHashMap<>();

    private Refusal(Kind kind, String code, String sentence, Map<String, String> fieldErrors, boolean hidesSomething) {
        super(sentence, null, false, false); // an answer, not an accident: no stack trace to pay for
        this.kind = kind;
        this.code = code;
        this.fieldErrors = Collections.unmodifiableMap(new LinkedHashMap<>(fieldErrors));
        this.hidesSomething = hidesSomething;
    }

    /** It does not exist. */
    public static Refusal notFound(String sentence) {
        return new Refusal(Kind.NOT_FOUND, "NOT_FOUND", sentence, Map.of(), false);
    }

    /** It exists, but the asker must not learn that: answered exactly like {@link #notFound}, and logged as a refusal of access. */
    public static Refusal hidden(String sentence) {
        return new Refusal(Kind.NOT_FOUND, "NOT_FOUND", sentence, Map.of(), true);
    }

    /** The asker may know of it but may not do this. */
    public static Refusal forbidden(String code, String sentence) {
        return new Refusal(Kind.FORBIDDEN, code, sentence, Map.of(), true);
    }

    /** Not possible in the present state. */
    public static Refusal conflict(String code, String sentence) {
        return new Refusal(Kind.CONFLICT, code, sentence, Map.of(), false);
    }

    /** One field cannot be used. */
    public static Refusal invalid(String field, String sentence) {
        return invalid(Map.of(field, sentence));
    }

    /** Several fields cannot be used: field name to sentence, in the order of the form. */
    public static Refusal invalid(Map<String, String> fieldErrors) {
        var all = fieldErrors.values().stream().distinct().collect(Collectors.joining(" "));
        return new Refusal(Kind.INVALID, "INVALID", all, fieldErrors, false);
    }

    /** More than is taken at once. */
    public static Refusal tooLarge(String sentence) {
        return new Refusal(Kind.TOO_LARGE, "TOO_LARGE", sentence, Map.of(), false);
    }

    /** Not now; trying again a little later helps. */
    public static Refusal busy(String sentence) {
        return new Refusal(Kind.BUSY, "BUSY", sentence, Map.of(), false);
    }

    /** Adds a member to the problem JSON, such as who decided and when. */
    public Refusal with(String member, Object value) {
        members.put(member, value);
        return this;
    }

    public Kind kind() {
        return kind;
    }

    public String code() {
        return code;
    }

    /** The sentence a person may read. */
    public String sentence() {
        return getMessage();
    }

    /** What is wrong, by field, ready for the form's template. */
    public FieldErrors fieldErrors() {
        return new FieldErrors(fieldErrors);
    }

    /** The same for a form that shows nothing but fields: a sentence about none of them stands beside this one. */
    public FieldErrors fieldErrorsOr(String field) {
        return fieldErrors.isEmpty() ? new FieldErrors(Map.of(field, sentence())) : fieldErrors();
    }

    /** Further members of the problem JSON. */
    public Map<String, Object> members() {
        return Collections.unmodifiableMap(members);
    }

    /** Whether somebody asked for what is not theirs: such refusals are logged. */
    boolean refusesAccess() {
        return hidesSomething;
    }
}
