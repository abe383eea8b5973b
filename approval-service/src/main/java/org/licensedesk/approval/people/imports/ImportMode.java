package org.licensedesk.approval.people.imports;

/** What becomes of the people a file does not mention. */
public enum ImportMode {
    /** They stay as they are. */
    MERGE,
    /** They have left: the file is the whole directory. */
    REPLACE
}
