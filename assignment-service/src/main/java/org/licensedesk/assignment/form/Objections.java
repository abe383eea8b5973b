package org.licensedesk.assignment.form;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.licensedesk.chassis.web.Refusal;

/**
 * What is wrong with a form, collected while its fields are read one by one, so that whoever filled it in hears of everything at
 * once. Of each field the first objection counts.
 */
public final class Objections {
    private final Map<String, String> sentences = new LinkedHashMap<>();

    /** @param sentence what is wrong with the field; null when nothing is */
    public void add(String field, String sentence) {
        if (sentence != null) {
            sentences.putIfAbsent(field, sentence);
        }
    }

    /** A refusal with all of them, before anything is done with the fields. */
    public void refuseIfAny() {
        if (!sentences.isEmpty()) {
            throw Refusal.invalid(sentences);
        }
    }

    /** What is made of the fields; a refusal if there is an objection already, with those that the making has besides. */
    public <T> T refuseOr(Supplier<T> making) {
        try {
            T made = making.get();
            refuseIfAny();
            return made;
        } catch (Refusal refusal) {
            refusal.fieldErrors().all().forEach(entry -> add(entry.field(), entry.sentence()));
            throw Refusal.invalid(sentences);
        }
    }
}
