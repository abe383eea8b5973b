package org.licensedesk.chassis.web;

import jakarta.ws.rs.HeaderParam;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/**
 * What an asker has seen already, and how long they would rather wait for something newer than hear that there is nothing:
 * the headers {@code If-None-Match} (RFC 9110, section 13.1.2) and {@code Prefer: wait=SECONDS} (RFC 7240, section 4.3). Take
 * it as a {@code @BeanParam} and hand it to {@link Lookout}.
 */
public class LastSeen {

    private static final Pattern WAIT =
            Pattern.compile("(?:^|[,;])\\s*wait\\s*=\\s*\"?(\\d{1,9})\"?\\s*(?:[,;]|$)", Pattern.CASE_INSENSITIVE);

    @HeaderParam("If-None-Match")
    @Parameter(
            description = "The `ETag` of the answer you have: unchanged, it is answered with 304",
            example = "W/\"5f3a\"")
    String ifNoneMatch;

    @HeaderParam("Prefer")
    @Parameter(
            description = "How many seconds you would wait for another answer than the one you have; a few are granted",
            example = "wait=5")
    String prefer;

    /** Somebody who has seen this and does not wait; null: who has seen nothing. */
    static LastSeen of(String ifNoneMatch, String prefer) {
        var seen = new LastSeen();
        seen.ifNoneMatch = ifNoneMatch;
        seen.prefer = prefer;
        return seen;
    }

    /** Whether the asker has this version. Compared weakly: an answer may have been compressed on its way. */
    boolean has(String version) {
        return ifNoneMatch != null
                && (ifNoneMatch.strip().equals("*")
                        || Arrays.stream(ifNoneMatch.split(","))
                                .map(tag -> tag.strip().replaceFirst("^W/", ""))
                                .anyMatch(tag -> tag.equals('"' + version + '"')));
    }

    /** How long they would wait; nothing where they say nothing, or nothing that can be understood. */
    Duration patience() {
        if (prefer == null || ifNoneMatch == null) {
            return Duration.ZERO;
        }
        var wait = WAIT.matcher(prefer);
        return wait.find() ? Duration.ofSeconds(Long.parseLong(wait.group(1))) : Duration.ZERO;
    }
}
