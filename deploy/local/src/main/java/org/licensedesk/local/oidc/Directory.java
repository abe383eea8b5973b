package org.licensedesk.local.oidc;

import java.util.Optional;

/** The people whom approval-service knows. */
interface Directory {

    /**
     * The active person with this address.
     *
     * @throws DirectoryAway when it does not answer
     */
    Optional<Account> find(String email);

    /** Nobody can say now whether such a person exists. */
    class DirectoryAway extends RuntimeException {
        DirectoryAway(Throwable cause) {
            super("The directory does not answer. Try again in a moment.", cause);
        }
    }
}
