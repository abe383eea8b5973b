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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Everybody who can sign in: those whom the launcher named, and whoever has been imported into the directory since. */
final class Accounts {

    private static final Pattern ADDRESS =
            Pattern.compile("[A-Za-z0-9][^\\s@<>\\p{Cntrl}]{0,63}@[^\\s@<>\\p{Cntrl}]{1,180}");
    private static final String SERVICE_ROLE = "claim-agent";

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

    /** Whoever has this address, or else a guest: somebody from outside, without any role. Empty where it is no address. */
    Optional<Account> findOrGuest(String email) {
        return find(email)
                .or(() -> ADDRESS.matcher(email.strip()).matches()
                        ? Optional.of(new Account(email, nameIn(email.strip()), null, List.of()))
                        : Optional.empty());
    }

    /** carla.moreno@studio.example is called Carla Moreno. */
    private static String nameIn(String email) {
        return Stream.of(email.substring(0, email.indexOf('@')).split("[._+-]+"))
                .filter(word -> !word.isEmpty())
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining(" "));
    }

    /**
     * Whoever is to get a token. Guests may be unknown to the directory, and so may a service that has the one role made for
     * services.
     */
    Optional<Account> forToken(String email, List<String> roles, boolean guest) {
        return guest || roles.equals(List.of(SERVICE_ROLE)) ? findOrGuest(email) : find(email);
    }

    List<Account> shownOnThePage() {
        return named.values().stream().filter(account -> account.part() != null).toList();
    }
}
