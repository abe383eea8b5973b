package org.licensedesk.assignment.seat;

import java.util.UUID;

/** A person as the directory tells, here to be given something or nothing. */
public record KnownPerson(Holder holder, String title, String department, UUID managerId, boolean active) {}
