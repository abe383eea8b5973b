package org.licensedesk.assignment.invitation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** A code that opens one invitation once. It goes into the mail and nowhere else; what is kept is its hash. */
final class InvitationCode {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private final String text;

    private InvitationCode(String text) {
        this.text = text;
    }

    static InvitationCode random() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return new InvitationCode(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    }

    static InvitationCode typed(String text) {
        return new InvitationCode(text == null ? "" : text.strip());
    }

    /** As it stands in the mail's link. */
    String inLink() {
        return text;
    }

    /** A random code of 256 bits needs no salt and no slow hash. */
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Whether it has this hash; takes the same time whatever the answer. */
    boolean has(byte[] hash) {
        return hash != null && MessageDigest.isEqual(hash(), hash);
    }

    /** Never the code: this ends up in logs. */
    @Override
    public String toString() {
        return "code";
    }
}
