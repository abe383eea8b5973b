package org.licensedesk.local.supervisor;

/** Hears what happens to the parts. */
public interface Reporter {

    /** Something that whoever watches the terminal wants to know. */
    void say(String sentence);

    /** A part has a new process. */
    void partsChanged();
}
