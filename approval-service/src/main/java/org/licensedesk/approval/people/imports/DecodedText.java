package org.licensedesk.approval.people.imports;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.licensedesk.chassis.web.Refusal;

/**
 * Text out of bytes that do not say how they are encoded: a byte order mark decides, else UTF-8 when the bytes are that, else Windows-1252.
 *
 * @param encoding as people call it
 */
record DecodedText(String text, String encoding) {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static DecodedText of(byte[] bytes) {
        if (startsWith(bytes, 0xEF, 0xBB, 0xBF)) {
            return decoded(bytes, 3, StandardCharsets.UTF_8, "UTF-8").orElseThrow(DecodedText::notText);
        }
        if (startsWith(bytes, 0xFF, 0xFE)) {
            return decoded(bytes, 2, StandardCharsets.UTF_16LE, "UTF-16").orElseThrow(DecodedText::notText);
        }
        if (startsWith(bytes, 0xFE, 0xFF)) {
            return decoded(bytes, 2, StandardCharsets.UTF_16BE, "UTF-16").orElseThrow(DecodedText::notText);
        }
        return decoded(bytes, 0, StandardCharsets.UTF_8, "UTF-8")
                .or(() -> decoded(bytes, 0, WINDOWS, "Windows-1252"))
                .orElseThrow(DecodedText::notText);
    }

    /** Empty when the bytes are not of this encoding, or are no text in it. */
    private static Optional<DecodedText> decoded(byte[] bytes, int from, Charset charset, String name) {
        try {
            var text = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes, from, bytes.length - from))
                    .toString();
            return text.chars().anyMatch(DecodedText::neverInText)
                    ? Optional.empty()
                    : Optional.of(new DecodedText(text, name));
        } catch (CharacterCodingException anotherEncoding) {
            return Optional.empty();
        }
    }

    private static boolean neverInText(int character) {
        return character < ' ' && character != '\t' && character != '\n' && character != '\r' && character != '\f';
    }

    private static boolean startsWith(byte[] bytes, int... mark) {
        if (bytes.length < mark.length) {
            return false;
        }
        for (var i = 0; i < mark.length; i++) {
            if ((bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }

    private static Refusal notText() {
        return Refusal.invalid("file", "This is not a text file. Save the table as CSV and send that.");
    }
}
