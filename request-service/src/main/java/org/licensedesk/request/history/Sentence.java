package org.licensedesk.request.history;

/**
 * An event in words.
 *
 * @param full understood by itself, in the history of everything
 * @param inShort understood on the page of the request it belongs to
 */
record Sentence(String full, String inShort) {
    Sentence {
        full = storable(full);
        inShort = storable(inShort);
    }

    static Sentence of(String both) {
        return new Sentence(both, both);
    }

    // the one character a text column cannot keep
    private static String storable(String text) {
        return text.replace('\u0000', '\uFFFD');
    }
}
