package org.licensedesk.chassis.web;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;

/** A place in a sorted list: the sort keys of the last row shown, opaque to whoever carries it. Rubbish is refused with 400, never guessed at. */
public final class Cursor {

    private static final String SEPARATOR = "\u001f";
    private static final int LONGEST = 1000;
    private final List<String> keys;

    private Cursor(List<String> keys) {
        this.keys = keys;
    }

    /** The place right behind a row with these sort keys (text, numbers, instants, UUIDs). */
    public static Cursor at(Object... sortKeys) {
        return new Cursor(Arrays.stream(sortKeys).map(String::valueOf).toList());
    }

    /** What {@link #encoded()} gave out, with exactly this many keys. */
    static Cursor parse(String encoded, int keys) {
        try {
            if (encoded.length() > LONGEST) {
                throw rubbish();
            }
            var bytes = Base64.getUrlDecoder().decode(encoded);
            var text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes))
                    .toString();
            var parts = List.of(text.split(SEPARATOR, -1));
            if (parts.size() != keys || text.indexOf('\u0000') >= 0) {
                throw rubbish();
            }
            return new Cursor(parts);
        } catch (IllegalArgumentException | CharacterCodingException notOurs) {
            throw rubbish();
        }
    }

    /** The opaque form for an address or an answer. */
    public String encoded() {
        var text = String.join(SEPARATOR, keys);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    public String text(int index) {
        return keys.get(index);
    }

    public Instant instant(int index) {
        return read(index, Instant::parse);
    }

    public UUID uuid(int index) {
        return read(index, UUID::fromString);
    }

    public long number(int index) {
        return read(index, Long::parseLong);
    }

    private <T> T read(int index, Function<String, T> parser) {
        try {
            return parser.apply(keys.get(index));
        } catch (RuntimeException notOurs) {
            throw rubbish();
        }
    }

    private static Refusal rubbish() {
        return Refusal.invalid("cursor", "This cursor is not one that was given out here. Start again without it.");
    }
}
