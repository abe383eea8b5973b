package org.licensedesk.request.submission;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.licensedesk.chassis.web.Refusal;

/**
 * What somebody asks for: a product, why, for whom (themselves when nobody is named), and until when.
 *
 * @param extended the earlier request whose license is to last longer, or null
 */
record Asked(String sku, String justification, String beneficiary, LocalDate endsOn, UUID extended) {
    static final int SHORTEST_JUSTIFICATION = 10;
    static final int LONGEST_JUSTIFICATION = 2_000;
    // blank lines around the text are kept, but not a novel of them
    private static final int LONGEST_AS_TYPED = 4_000;

    Asked {
        sku = sku == null ? "" : sku.strip();
        justification = justification == null ? "" : justification;
        beneficiary = beneficiary == null || beneficiary.isBlank()
                ? null
                : beneficiary.strip().toLowerCase(Locale.ROOT);
    }

    /** The same for this person, as an extension that names nobody is for whoever the license was for. */
    Asked forBeneficiary(String email) {
        return new Asked(sku, justification, email, endsOn, extended);
    }

    /** The address of the person who is to have the license. */
    String beneficiaryOr(String asker) {
        return beneficiary == null ? asker : beneficiary;
    }

    /** Refuses what nobody could use, naming every field at once. */
    void check(LocalDate today) {
        var errors = new LinkedHashMap<String, String>();
        if (sku.isEmpty()) {
            errors.put("sku", "Choose a product.");
        } else if (isUnprintable(sku)) {
            errors.put("sku", "A product's sku has no such characters.");
        }
        if (beneficiary != null && isUnprintable(beneficiary)) {
            errors.put("beneficiary", "An address has no such characters.");
        }
        var objection = objectionTo(justification);
        if (objection != null) {
            errors.put("justification", objection);
        }
        if (endsOn != null && !endsOn.isAfter(today)) {
            errors.put("endsOn", "The last day lies in the future.");
        } else if (endsOn != null && endsOn.getYear() > 9999) {
            errors.put("endsOn", "The last day lies too far in the future.");
        } else if (endsOn == null && extended != null) {
            errors.put("endsOn", "Say until when it is to last instead.");
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
    }

    /** The same for the same content, different for any other: binds an idempotency key to what was sent with it. */
    byte[] fingerprint() {
        try {
            var content = String.join(
                    "\u0000", sku, justification, Objects.toString(beneficiary, ""), Objects.toString(endsOn, ""));
            if (extended != null) {
                content += "\u0000" + extended;
            }
            return MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String objectionTo(String justification) {
        var length = lengthOf(justification.strip());
        if (length == 0) {
            return "Say what you need it for.";
        }
        if (length < SHORTEST_JUSTIFICATION) {
            return "Say a little more: at least " + SHORTEST_JUSTIFICATION + " characters.";
        }
        if (length > LONGEST_JUSTIFICATION || lengthOf(justification) > LONGEST_AS_TYPED) {
            return "Keep it under 2,000 characters; these are " + lengthOf(justification) + ".";
        }
        if (isUnprintable(justification)) {
            return "The text contains a character that cannot be stored.";
        }
        return null;
    }

    private static int lengthOf(String text) {
        return text.codePointCount(0, text.length());
    }

    // neither has a place in a UTF-8 text column: the character zero, and half of a surrogate pair
    private static boolean isUnprintable(String text) {
        return text.indexOf('\u0000') >= 0
                || text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    /** What the form needs to show it again. */
    Map<String, String> typed() {
        return Map.of(
                "sku",
                sku,
                "justification",
                justification,
                "beneficiary",
                Objects.toString(beneficiary, ""),
                "endsOn",
                Objects.toString(endsOn, ""));
    }
}
