package org.licensedesk.chassis.web;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.type.LogicalType;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.ext.ContextResolver;
import jakarta.ws.rs.ext.Provider;

/** JSON as the public API takes it: known fields only, no silent conversion, whole characters, shallow and short. Events are read by another mapper, leniently. */
@Provider
public class StrictJson implements ContextResolver<ObjectMapper> {

    private static final int DEEPEST = 20;
    private static final int LONGEST_TEXT = 100_000;

    private final ObjectMapper shared;
    private final Instance<WebSettings> settings;
    private volatile ObjectMapper mapper;

    StrictJson(ObjectMapper shared, Instance<WebSettings> settings) {
        this.shared = shared;
        this.settings = settings;
    }

    @Override
    public ObjectMapper getContext(Class<?> type) {
        if (mapper == null) { // not in the constructor: that runs before settings can be read
            mapper = strict(shared.copy(), settings.get().longestJson());
        }
        return mapper;
    }

    private static ObjectMapper strict(ObjectMapper mapper, long longestDocument) {
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxStringLength(LONGEST_TEXT)
                        .maxNumberLength(50)
                        .maxNameLength(200)
                        .maxDocumentLength(longestDocument)
                        .build());
        mapper.configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        mapper.configure(
                JsonParser.Feature.INCLUDE_SOURCE_IN_LOCATION, false); // never repeat what was sent in a message
        mapper.enable(
                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        mapper.disable(
                DeserializationFeature.ACCEPT_FLOAT_AS_INT, DeserializationFeature.ACCEPT_EMPTY_STRING_AS_NULL_OBJECT);
        mapper.disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
        mapper.registerModule(new SimpleModule("whole text").addDeserializer(String.class, new WholeText()));
        mapper.configure(MapperFeature.ALLOW_COERCION_OF_SCALARS, false);
        for (var shape : new CoercionInputShape[] {
            CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
        }) {
            mapper.coercionConfigFor(LogicalType.Textual).setCoercion(shape, CoercionAction.Fail);
        }
        return mapper;
    }
}
