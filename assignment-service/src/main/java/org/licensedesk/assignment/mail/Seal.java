package org.licensedesk.assignment.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Closes a letter's text, so that a look into the database, or a copy of it, opens no door. AES-GCM, bound to the letter's id. */
@ApplicationScoped
class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretKeySpec key;
    private final SecureRandom random = new SecureRandom();

    Seal(MailSettings settings) {
        this.key = keyFrom(
                settings.secret().orElseThrow(() -> new IllegalStateException("assignment.mail.secret is not set")));
    }

    byte[] close(UUID letter, String text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        try {
            byte[] closed = cipher(Cipher.ENCRYPT_MODE, nonce, letter).doFinal(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.allocate(NONCE_BYTES + closed.length)
                    .put(nonce)
                    .put(closed)
                    .array();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot seal a text", e);
        }
    }

    /** @throws GeneralSecurityException when it was closed with another secret, or for another letter */
    String open(UUID letter, byte[] sealed) throws GeneralSecurityException {
        byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
        byte[] open =
                cipher(Cipher.DECRYPT_MODE, nonce, letter).doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES);
        return new String(open, StandardCharsets.UTF_8);
    }

    private Cipher cipher(int mode, byte[] nonce, UUID letter) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(letter.toString().getBytes(StandardCharsets.US_ASCII));
        return cipher;
    }

    /** A key of its own: the secret also seals other things. */
    private static SecretKeySpec keyFrom(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return new SecretKeySpec(mac.doFinal("text of mails".getBytes(StandardCharsets.UTF_8)), "AES");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java cannot make a key", e);
        }
    }
}
