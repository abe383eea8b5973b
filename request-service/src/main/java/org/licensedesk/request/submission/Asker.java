package org.licensedesk.request.submission;

import org.licensedesk.chassis.web.CurrentUser;

/** Who asks or takes back: the address they sign in with, their name, and whether they may do so for everybody. */
record Asker(String email, String name, boolean administrator) {
    static Asker of(CurrentUser user) {
        return new Asker(user.email(), user.name(), user.isAdministrator());
    }
}
