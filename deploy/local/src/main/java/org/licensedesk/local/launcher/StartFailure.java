package org.licensedesk.local.launcher;

/** The system cannot start; the message is one sentence for whoever typed the command. */
final class StartFailure extends Exception {

    static final int WRONG_CALL = 2;
    static final int BROKEN = 1;

    private final int exitCode;

    private StartFailure(int exitCode, String sentence) {
        super(sentence);
        this.exitCode = exitCode;
    }

    /** Something that the caller can change: another port, another directory, another option. */
    static StartFailure wrongCall(String sentence) {
        return new StartFailure(WRONG_CALL, sentence);
    }

    /** Something of ours does not work. */
    static StartFailure broken(String sentence) {
        return new StartFailure(BROKEN, sentence);
    }

    int exitCode() {
        return exitCode;
    }
}
