package org.licensedesk.local.launcher;

/**
 * One of the three services.
 *
 * @param name its directory in this repository
 * @param segment the first segment of its paths, and the name of its database
 * @param title how a person calls it, at the beginning of a sentence
 */
record Service(String name, String segment, String title) {

    static final java.util.List<Service> ALL = java.util.List.of(
            new Service("request-service", "requests", "The requests"),
            new Service("approval-service", "approvals", "The approvals"),
            new Service("assignment-service", "assignments", "The products"));
}
