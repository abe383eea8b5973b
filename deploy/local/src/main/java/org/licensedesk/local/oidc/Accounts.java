package org.licensedesk.local.oidc;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Everybody who can sign in: those whom the launcher named, and whoever has been imported into the directory since. */
final class Accounts {

    private final Map<String, Account> named = new LinkedHashMap<>();
    private final Directory directory;

    Accounts(List<Account> named, Directory directory) {
        named.forEach(account -> this.named.put(account.email(), account));
        this.directory = directory;
    }

    static Accounts read(Path file, Directory directory) throws IOException {
        List<Account> named = new ObjectMapper().readValue(file.toFile(), new TypeReference<List<Account>>() {});
        return new Accounts(named, directory);
    }

    Optional<Account> find(String email) {
        String key = email.strip().toLowerCase(Locale.ROOT);
        Account account = named.get(key);
        return account == null ? directory.find(key) : Optional.of(account);
    }

    List<Account> shownOnThePage() {
        return named.values().stream().filter(account -> account.part() != null).toList();
    }
}
