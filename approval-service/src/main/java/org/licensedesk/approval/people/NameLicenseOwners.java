package org.licensedesk.approval.people;

import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.EventReceipt;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Names those who decide where nobody up the line can. Open cases go to them, or away from former ones, in the same transaction. */
@ApplicationScoped
class NameLicenseOwners {

    /** More would all be asked at once about every case that nobody else can decide. */
    static final int MOST_OWNERS = 50;

    private final LicenseOwners owners;
    private final People people;
    private final Directories directories;
    private final Database database;
    private final Outbox outbox;
    private final List<FollowsTheDirectory> followers;
    private final Clock clock;

    NameLicenseOwners(
            LicenseOwners owners,
            People people,
            Directories directories,
            Database database,
            Outbox outbox,
            @All List<FollowsTheDirectory> followers,
            Clock clock) {
        this.owners = owners;
        this.people = people;
        this.directories = directories;
        this.database = database;
        this.outbox = outbox;
        this.followers = followers;
        this.clock = clock;
    }

    /** Names exactly these persons; nobody, when there are none. */
    @Transactional
    List<PersonRef> name(List<String> emails, String by) {
        database.inCurrentTransaction(directories::lockForChange);
        var wanted = persons(emails);
        var wantedIds = wanted.stream().map(Person::id).collect(Collectors.toCollection(LinkedHashSet::new));
        var present = owners.listAll().stream().map(LicenseOwner::personId).collect(Collectors.toSet());
        var named = wanted.stream().map(Person::ref).toList();
        if (wantedIds.equals(present)) {
            return named;
        }
        exchange(present, wantedIds, by);
        var receipt = outbox.append(Origin.by(by), new PersonEvent.LicenseOwnersNamed(named));
        tellFollowers(receipt);
        return named;
    }

    private void exchange(Set<UUID> present, Set<UUID> wanted, String by) {
        var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        present.stream().filter(id -> !wanted.contains(id)).forEach(owners::deleteById);
        wanted.stream()
                .filter(id -> !present.contains(id))
                .forEach(id -> owners.persist(new LicenseOwner(id, by, now)));
        owners.flush(); // the followers read by SQL in this same transaction
    }

    private void tellFollowers(EventReceipt receipt) {
        var change =
                new DirectoryChange(Map.of(), new DirectoryChange.Fact("Other license owners were named", receipt));
        database.inCurrentTransaction(tx -> followers.forEach(follower -> follower.directoryChanged(tx, change)));
    }

    private List<Person> persons(List<String> emails) {
        if (emails.size() > MOST_OWNERS) {
            throw Refusal.invalid("emails", "Name up to " + MOST_OWNERS + " license owners.");
        }
        var errors = new LinkedHashMap<String, String>();
        var found = new LinkedHashMap<UUID, Person>();
        for (var i = 0; i < emails.size(); i++) {
            var typed = emails.get(i) == null ? "" : emails.get(i).strip();
            var person = people.find("email", typed.toLowerCase(Locale.ROOT)).firstResult();
            if (person == null) {
                errors.put("emails[" + i + "]", "There is nobody with the email \"" + typed + "\" in the directory.");
            } else if (!person.isActive()) {
                errors.put("emails[" + i + "]", person.name() + " is no longer active.");
            } else {
                found.putIfAbsent(person.id(), person);
            }
        }
        if (!errors.isEmpty()) {
            throw Refusal.invalid(errors);
        }
        return List.copyOf(found.values());
    }
}
