package org.licensedesk.chassis.messaging;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Records the handling of an event as a step of its trace, where its sender wants the trace recorded; else costs nothing. */
@Singleton
class ConsumerSpans {
    private final Tracer tracer;

    ConsumerSpans(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Events caused by one that is recorded become its children: they are given the step's context instead of the sender's. */
    void around(List<Arrival> wave, Consumer<List<Received<?>>> handling) {
        List<Received<?>> events = new ArrayList<>(wave.size());
        List<Span> spans = new ArrayList<>(0);
        for (Arrival arrival : wave) {
            EventEnvelope envelope = arrival.envelope();
            if (TraceContext.isSampled(envelope.traceparent())) {
                Span span = start(envelope);
                spans.add(span);
                envelope = envelope.continuing(TraceContext.of(span.getSpanContext()));
            }
            events.add(arrival.received(envelope));
        }
        try {
            handling.accept(events);
        } catch (RuntimeException e) {
            spans.forEach(span -> span.setStatus(StatusCode.ERROR, e.toString()));
            throw e;
        } finally {
            spans.forEach(Span::end);
        }
    }

    private Span start(EventEnvelope envelope) {
        String trace = envelope.traceparent();
        SpanContext sender = SpanContext.createFromRemoteParent(
                trace.substring(3, 35), trace.substring(36, 52), TraceFlags.getSampled(), TraceState.getDefault());
        return tracer.spanBuilder("process " + envelope.typeAndVersion())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(sender)))
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", envelope.topic())
                .startSpan();
    }
}
