package org.licensedesk.chassis.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;

/** Text that can be kept as it came: one with half a character in it (a lone surrogate) would come back with a question mark. */
final class WholeText extends StdScalarDeserializer<String> {

    private static final long serialVersionUID = 1L;

    WholeText() {
        super(String.class);
    }

    @Override
    public LogicalType logicalType() {
        return LogicalType.Textual;
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE)) {
            throw context.instantiationException(
                    String.class, new IllegalArgumentException("There is half a character in it, which is no text."));
        }
        return text;
    }
}
