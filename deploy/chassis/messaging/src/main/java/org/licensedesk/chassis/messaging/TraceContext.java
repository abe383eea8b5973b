package org.licensedesk.chassis.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanId;
import java.util.concurrent.ThreadLocalRandom;

/** W3C trace context as text: what the outbox stores and the broker carries. */
final class TraceContext {
    private static final int LENGTH = 55;
    private static final int PARENT_START = 36;
    private static final int PARENT_END = 52;

    private TraceContext() {}

    /** The trace the running thread works for, or null where there is none. */
    static String current() {
        var context = Span.current().getSpanContext();
        return context.isValid() ? of(context) : null;
    }

    static String of(SpanContext context) {
        return "00-" + context.getTraceId() + '-' + context.getSpanId() + '-'
                + context.getTraceFlags().asHex();
    }

    /** The same trace, one step further; null stays null. */
    static String continuing(String traceparent) {
        if (!isSound(traceparent)) {
            return null;
        }
        long id = ThreadLocalRandom.current().nextLong();
        return traceparent.substring(0, PARENT_START)
                + SpanId.fromLong(id == 0 ? 1 : id)
                + traceparent.substring(PARENT_END);
    }

    /** Whether somebody wants this trace recorded. */
    static boolean isSampled(String traceparent) {
        return isSound(traceparent) && (traceparent.charAt(LENGTH - 1) & 1) == 1;
    }

    static boolean isSound(String traceparent) {
        return traceparent != null
                && traceparent.length() == LENGTH
                && traceparent.startsWith("00-")
                && traceparent.charAt(35) == '-'
                && traceparent.charAt(52) == '-';
    }
}
