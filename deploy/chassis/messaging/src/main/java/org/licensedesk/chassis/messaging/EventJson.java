package org.licensedesk.chassis.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.util.LinkedHashMap;
import java.util.Map;

/** The JSON of event bodies, kept apart from the application's own so that no setting there changes a contract. */
final class EventJson {
    private static final int LONGEST_BODY = 250_000;
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModules(new JavaTimeModule(), new Jdk8Module())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private static final ClassValue<ObjectReader> READERS = new ClassValue<>() {
        @Override
        protected ObjectReader computeValue(Class<?> view) {
            return MAPPER.readerFor(view);
        }
    };

    private EventJson() {}

    /** Every component is written, null ones too: readers can tell "nothing" from "forgotten". */
    static String write(Object body) {
        try {
            return MAPPER.writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(body.getClass().getName() + " cannot be written as JSON", e);
        }
    }

    /** What the broker would refuse for ever must not enter the outbox: it would hold up what comes behind. */
    static String bodyOf(OutgoingEvent event) {
        String body = write(event);
        if (body.length() > LONGEST_BODY) {
            throw new IllegalArgumentException(event.getClass().getSimpleName() + " of " + event.aggregateId()
                    + " is too large for an event: " + body.length() + " characters");
        }
        return body;
    }

    static ObjectReader reader(Class<?> view) {
        return READERS.get(view);
    }

    /** A flat object of texts. */
    static Map<String, String> texts(String json) {
        try {
            return MAPPER.readValue(json, new TypeReference<LinkedHashMap<String, String>>() {});
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Not an object of texts: " + json, e);
        }
    }
}
