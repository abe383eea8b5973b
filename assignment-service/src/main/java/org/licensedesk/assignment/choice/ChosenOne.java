package org.licensedesk.assignment.choice;

/**
 * The one that was meant by what was typed into a field that takes one.
 *
 * @param key what it is known by; null: nothing was typed, or nothing of the kind is meant by it
 * @param objection what is wrong with it, as a sentence; null: nothing
 */
public record ChosenOne(String key, String objection) {

    static ChosenOne none() {
        return new ChosenOne(null, null);
    }

    static ChosenOne refused(String objection) {
        return new ChosenOne(null, objection);
    }
}
