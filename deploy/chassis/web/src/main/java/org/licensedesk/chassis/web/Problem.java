package org.licensedesk.chassis.web;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/** An answer that is not what was asked for, as RFC 9457 has it. The same for programs and, on a page, for people. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        String code,
        List<Violation> violations,
        @JsonIgnore Map<String, Object> members) {

    static final String MEDIA_TYPE = "application/problem+json";

    /** One field that cannot be used. */
    public record Violation(String field, String message) {}

    static Problem of(int status, String code, String detail) {
        return of(status, code, detail, List.of(), Map.of());
    }

    static Problem of(int status, String code, String detail, List<Violation> violations, Map<String, Object> members) {
        var type = "urn:licensedesk:problem:" + code.toLowerCase().replace('_', '-');
        return new Problem(type, titleOf(status), status, detail, code, violations, members);
    }

    static Problem of(Refusal refusal) {
        var violations = refusal.fieldErrors().all().stream()
                .map(e -> new Violation(e.field(), e.sentence()))
                .toList();
        return of(refusal.kind().status(), refusal.code(), refusal.sentence(), violations, refusal.members());
    }

    /** What an answer says that nobody wrote a sentence for. */
    static Problem of(int status) {
        return switch (status) {
            case 400 -> of(status, "BAD_REQUEST", "This could not be understood.");
            case 401 -> of(status, "NOT_SIGNED_IN", "Sign in, or send a bearer token.");
            case 403 -> of(status, "FORBIDDEN", "You may not do or see this.");
            case 404 -> of(status, "NOT_FOUND", "There is nothing here for you.");
            case 405 -> of(status, "METHOD_NOT_ALLOWED", "This address does not take this method.");
            case 406 -> of(status, "NOT_ACCEPTABLE", "This is not available in any of the formats you accept.");
            case 413 -> of(status, "TOO_LARGE", "This is more than is taken at once.");
            case 414 -> of(status, "ADDRESS_TOO_LONG", "This address is longer than is taken. Ask for less at once.");
            case 431 -> of(status, "HEADERS_TOO_LONG", "The headers, cookies included, are longer than is taken.");
            case 415 -> of(status, "UNSUPPORTED_MEDIA_TYPE", "This address does not take this content type.");
            case 429 -> of(status, "BUSY", "Too much at once. Please try again in a moment.");
            case 503 ->
                of(status, "AWAY", "Something we stand on is away for a moment. Nothing was lost; please try again.");
            default ->
                status < 500
                        ? of(status, "REFUSED", "This cannot be answered.")
                        : of(status, "BROKEN", "Something went wrong on our side. It was written down.");
        };
    }

    @JsonAnyGetter
    Map<String, Object> further() {
        return members;
    }

    private static String titleOf(int status) {
        return switch (status) {
            case 400 -> "Please check what was sent";
            case 401 -> "Please sign in";
            case 403 -> "Not yours to do";
            case 404 -> "Not found";
            case 405 -> "Not this way";
            case 406 -> "Not in this format";
            case 409 -> "Not possible any more";
            case 413 -> "Too large";
            case 414, 431 -> "Too long";
            case 415 -> "Not in this format";
            case 429 -> "One moment";
            case 503 -> "Back in a moment";
            default -> status < 500 ? "Not possible" : "Something went wrong";
        };
    }
}
