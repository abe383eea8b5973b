package org.licensedesk.acceptance.checker;

/** One thing that must stay true, whatever happens. */
interface Invariant {
    /** Looks at the evidence and says what it saw and what is broken. */
    Finding check(Evidence evidence);
}
