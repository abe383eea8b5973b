package org.licensedesk.approval.people;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person in an answer: named by email, called by name. */
@Schema(name = "Person")
public record NamedPerson(
        @Schema(examples = "grace.duval@harbour.example") String email,
        @Schema(examples = "Grace Duval") String name) {

    /** The same person without the id. */
    public static NamedPerson of(PersonRef person) {
        return new NamedPerson(person.email(), person.name());
    }
}
