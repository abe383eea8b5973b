package org.licensedesk.assignment.seat;

import jakarta.enterprise.context.ApplicationScoped;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;

/** Whose seats are whose business: one's own, those of the people below one, and everybody's for administrators and auditors. */
@ApplicationScoped
public class SeatPrivacy {

    private final Directory directory;
    private final Database database;

    SeatPrivacy(Directory directory, Database database) {
        this.directory = directory;
        this.database = database;
    }

    /** Whether this one may see what the other one holds. */
    public boolean opensTo(CurrentUser who, String email) {
        String own = who.email();
        return who.isAdministrator()
                || who.isAuditor()
                || own.equals(email)
                || database.read(handle -> directory.isUpTheLine(handle, own, email));
    }
}
