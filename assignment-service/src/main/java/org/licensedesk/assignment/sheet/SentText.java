package org.licensedesk.assignment.sheet;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Text out of bytes that do not say how they are encoded: UTF-8 when they are that, else Windows-1252, in which every byte is
 * taken for something. A byte order mark is left out.
 *
 * @param encoding as people call it
 */
public record SentText(String text, String encoding) {

    public static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Reads what was sent, whatever it is. */
    public static SentText of(byte[] sent) {
        return strictly(sent, 0, StandardCharsets.UTF_8)
                .map(text -> new SentText(text.startsWith("\uFEFF") ? text.substring(1) : text, "UTF-8"))
                .orElseGet(() -> new SentText(new String(sent, WINDOWS), "Windows-1252"));
    }

    /** The bytes from one place on in this encoding; empty when they are not of it. */
    public static Optional<String> strictly(byte[] sent, int from, Charset charset) {
        try {
            return Optional.of(charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(sent, from, sent.length - from))
                    .toString());
        } catch (CharacterCodingException anotherEncoding) {
            return Optional.empty();
        }
    }

    /** What a hard space and a soft one around it leave of a field. */
    public static String tidy(String field) {
        return field == null ? "" : field.replace('\u00A0', ' ').strip();
    }

    /** As much of a field as can be shown again; null when nothing is left. */
    public static String shown(String field, int longest) {
        String clean = field.codePoints()
                .filter(point -> !isNoText(point))
                .limit(longest)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return clean.isEmpty() ? null : clean;
    }

    /** Whether this is a control character or half of one. */
    public static boolean isNoText(int point) {
        return Character.isISOControl(point) || Character.getType(point) == Character.SURROGATE;
    }
}
