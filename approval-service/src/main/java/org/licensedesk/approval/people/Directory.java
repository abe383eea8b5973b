package org.licensedesk.approval.people;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Who works here at one moment, or as much of it as a question needs: persons, their managers, and the license owners. */
public final class Directory {

    private final Map<UUID, Entry> byId;
    private final Map<String, Entry> byEmail;
    private final List<Entry> owners;

    private Directory(Map<UUID, Entry> byId, Map<String, Entry> byEmail, List<Entry> owners) {
        this.byId = byId;
        this.byEmail = byEmail;
        this.owners = owners;
    }

    /** A view of these persons, of whom these are license owners. */
    public static Directory of(Collection<Entry> entries, Collection<UUID> ownerIds) {
        Map<UUID, Entry> byId = new HashMap<>(entries.size() * 2);
        Map<String, Entry> byEmail = new HashMap<>(entries.size() * 2);
        for (var entry : entries) {
            byId.put(entry.id(), entry);
            byEmail.put(entry.email(), entry);
        }
        var owners = ownerIds.stream()
                .map(byId::get)
                .filter(java.util.Objects::nonNull)
                .sorted(Comparator.comparing(Entry::name).thenComparing(Entry::email))
                .toList();
        return new Directory(byId, byEmail, owners);
    }

    /** The person with this id. */
    public Optional<Entry> person(UUID id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The person with this email, given in lower case. */
    public Optional<Entry> person(String email) {
        return Optional.ofNullable(byEmail.get(email));
    }

    /** The manager of a person, whether active or not. */
    public Optional<Entry> managerOf(Entry person) {
        return person.managerId() == null ? Optional.empty() : person(person.managerId());
    }

    /** The license owners by name, inactive ones included. */
    public List<Entry> owners() {
        return owners;
    }

    /** Everybody in this view. */
    public Collection<Entry> entries() {
        return byId.values();
    }

    /** One person of the directory. */
    public record Entry(
            UUID id, String email, String name, String title, String department, UUID managerId, boolean active) {

        /** How events name this person. */
        public PersonRef ref() {
            return new PersonRef(id, email, name);
        }
    }
}
