package org.licensedesk.request.catalogue;

/** What can be asked for. */
public enum Kind {
    PRODUCT,
    /** Several products as one. */
    PACKAGE
}
