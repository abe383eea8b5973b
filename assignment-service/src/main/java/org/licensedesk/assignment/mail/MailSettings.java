package org.licensedesk.assignment.mail;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;

/** Settings of the mails. Where the mail server is, {@code quarkus.mailer} says. */
@ConfigMapping(prefix = "assignment.mail")
interface MailSettings {

    /** Seals the text of mails that wait in the database; the same in all replicas. */
    Optional<String> secret();

    /** How often is looked for mails that are due, as the scheduler writes it. */
    @WithDefault("1s")
    String lookEvery();

    /** The first pause after a mail that could not be sent; each further one is twice as long. */
    @WithDefault("PT5S")
    Duration firstPause();

    /** No pause is longer than this. */
    @WithDefault("PT10M")
    Duration longestPause();

    /** How long the mail server may take over one mail. */
    @WithDefault("PT20S")
    Duration patience();
}
