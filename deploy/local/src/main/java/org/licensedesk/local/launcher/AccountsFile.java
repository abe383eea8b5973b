package org.licensedesk.local.launcher;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.licensedesk.local.demo.DemoCompany;
import org.licensedesk.local.oidc.Account;

/** Tells the sign-in page who there is. */
final class AccountsFile {

    static final String ADMINISTRATOR = "administrator@licensedesk.local";

    private AccountsFile() {}

    /** The people of the demo company; returns those who are shown on the page. */
    static List<Account> write(Path file, DemoCompany company) throws IOException {
        return write(file, company.accounts());
    }

    /** One administrator and one auditor; returns them. */
    static List<Account> writeWithoutDemo(Path file) throws IOException {
        return write(
                file,
                List.of(
                        new Account(ADMINISTRATOR, "Administrator", "License administrator", List.of("license-admin")),
                        new Account("auditor@licensedesk.local", "Auditor", "Auditor", List.of("auditor"))));
    }

    private static List<Account> write(Path file, List<Account> accounts) throws IOException {
        Secrets.writePrivately(file, new ObjectMapper().writeValueAsString(accounts));
        return accounts.stream().filter(account -> account.part() != null).toList();
    }
}
