package org.licensedesk.chassis.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The texts in a class file's constant pool; SQL is among them, however the source wrote it. */
final class ClassTexts {
    private ClassTexts() {}

    static List<String> of(JavaClass type) {
        var source = type.getSource()
                .orElseThrow(() -> new IllegalStateException(type.getName() + " was not read from a class file"));
        try (InputStream content = source.getUri().toURL().openStream()) {
            return read(content.readAllBytes());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static List<String> read(byte[] classFile) throws IOException {
        List<String> texts = new ArrayList<>();
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        in.skipNBytes(8);
        int entries = in.readUnsignedShort();
        for (int entry = 1; entry < entries; entry++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.add(in.readUTF());
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 5, 6 -> {
                    in.skipNBytes(8);
                    entry++; // long and double take two places
                }
                case 7, 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("unknown constant " + tag);
            }
        }
        return texts;
    }
}
