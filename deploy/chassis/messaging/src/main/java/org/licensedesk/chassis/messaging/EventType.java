package org.licensedesk.chassis.messaging;

import static java.lang.annotation.ElementType.TYPE;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import java.lang.annotation.Documented;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;

/** Says under which name, and to which topic, an {@link OutgoingEvent} leaves the service. */
@Documented
@Retention(RUNTIME)
@Target(TYPE)
public @interface EventType {

    /** The name of the fact, in the past tense. */
    String value();

    /** Grows with every change that a reader could trip over. */
    int version() default 1;

    /** The topic it is sent to. */
    String topic();

    /** The type of the aggregate whose sequence counts it. */
    String aggregate();
}
