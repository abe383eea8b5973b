package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;

/** People from outside the directory: they hold what they were invited to, and neither ask for anything nor take it. */
@ApplicationScoped
public class Guests {

    private final Directory directory;
    private final Database database;

    Guests(Directory directory, Database database) {
        this.directory = directory;
        this.database = database;
    }

    /** Whether this one is a guest; administrators have their pages wherever they come from. */
    public boolean include(CurrentUser who) {
        if (who.isAdministrator()) {
            return false;
        }
        String email = who.email();
        KnownPerson person = database.read(
                handle -> directory.byEmail(handle, List.of(email)).get(email));
        return person == null || !person.active();
    }
}
