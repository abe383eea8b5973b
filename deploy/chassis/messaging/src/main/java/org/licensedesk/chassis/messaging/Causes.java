package org.licensedesk.chassis.messaging;

/** Why something failed, short enough for a table and a page. */
final class Causes {
    private static final int LONGEST = 1000;

    private Causes() {}

    /** The failure and what is at the bottom of it. */
    static String of(Throwable failure) {
        Throwable root = failure;
        for (int depth = 0; root.getCause() != null && depth < 20; depth++) {
            root = root.getCause();
        }
        String text = root == failure ? said(failure) : said(failure) + " / " + said(root);
        return clean(text);
    }

    static String clean(String text) {
        String clean = text.replace('\0', ' ');
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }

    private static String said(Throwable failure) {
        String message = failure.getMessage();
        String line = message == null ? "" : ": " + message.lines().findFirst().orElse("");
        return failure.getClass().getSimpleName() + line;
    }
}
