package org.licensedesk.request.intake;

import java.util.UUID;
import org.licensedesk.request.people.Person;

/** Our views of what approval-service tells about people. */
final class DirectoryEvents {
    private DirectoryEvents() {}

    /** Somebody's manager; the id is all we follow. */
    record ManagerView(UUID id) {}

    /** A person as they are now. */
    record PersonView(
            UUID id, String email, String name, String title, String department, ManagerView manager, boolean active) {
        Person person() {
            return new Person(id, email, name, title, department, manager == null ? null : manager.id(), active);
        }
    }

    /** Who left. */
    record LeaverView(UUID id) {}

    /** A person left. */
    record PersonDeactivatedView(LeaverView person) {}
}
