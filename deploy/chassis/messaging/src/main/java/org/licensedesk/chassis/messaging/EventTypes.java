package org.licensedesk.chassis.messaging;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of event types: as declared on a class, and as written on the wire. */
final class EventTypes {
    static final String PREFIX = "org.licensedesk.";

    private static final Pattern WIRE_NAME = Pattern.compile("(?:.*\\.)?([A-Za-z][A-Za-z0-9]*)\\.v(\\d{1,6})");
    private static final ClassValue<Declared> DECLARED = new ClassValue<>() {
        @Override
        protected Declared computeValue(Class<?> type) {
            EventType declared = type.getAnnotation(EventType.class);
            if (declared == null) {
                throw new IllegalStateException(type.getName() + " is sent as an event but has no @EventType");
            }
            return new Declared(
                    PREFIX + declared.value() + ".v" + declared.version(), declared.topic(), declared.aggregate());
        }
    };

    private EventTypes() {}

    static Declared of(OutgoingEvent event) {
        return DECLARED.get(event.getClass());
    }

    /** Takes a name as it stands in {@code ce_type} apart. */
    static Name parse(String wireName) {
        Matcher matcher = WIRE_NAME.matcher(wireName);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("ce_type does not end in a name and version: " + wireName);
        }
        return new Name(matcher.group(1), Integer.parseInt(matcher.group(2)));
    }

    /** What a class says about its events. */
    record Declared(String wireName, String topic, String aggregate) {}

    /** A name and a version. */
    record Name(String type, int version) {}
}
