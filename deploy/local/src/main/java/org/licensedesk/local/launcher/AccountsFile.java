package org.licensedesk.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.licensedesk.local.oidc.Account;

/** Tells the sign-in page who there is. */
final class AccountsFile {

    private final Path file;
    private final boolean noDemo;

    AccountsFile(Path file, boolean noDemo) {
        this.file = file;
        this.noDemo = noDemo;
    }

    Path write() throws IOException {
        List<Account> accounts = List.of(
                new Account(
                        "administrator@licensedesk.local",
                        "Administrator",
                        "License administrator",
                        List.of("license-admin")),
                new Account("auditor@licensedesk.local", "Auditor", "Auditor", List.of("auditor")));
        Secrets.writePrivately(file, new ObjectMapper().writeValueAsString(accounts));
        return file;
    }
}
