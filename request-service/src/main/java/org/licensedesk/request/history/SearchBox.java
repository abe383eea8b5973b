package org.licensedesk.request.history;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.licensedesk.request.catalogue.Products;
import org.licensedesk.request.history.HistoryFilter.AnyOf;
import org.licensedesk.request.people.People;
import org.licensedesk.request.people.Person;

/** Finds out what somebody means who types a person, a product or an id into one box. */
@ApplicationScoped
class SearchBox {
    private static final int MOST = 50;

    private final People people;
    private final Products products;

    SearchBox(People people, Products products) {
        this.people = people;
        this.products = products;
    }

    /** What was meant, and whether it could mean more than is looked through. */
    record Meaning(AnyOf anyOf, boolean tooMuch) {
        private static final Meaning EVERYTHING = new Meaning(null, false);
    }

    Meaning of(String typed) {
        if (typed == null || typed.isBlank()) {
            return Meaning.EVERYTHING;
        }
        var text = typed.strip().replace("\u0000", "");
        if (isId(text)) {
            return new Meaning(new AnyOf(UUID.fromString(text), List.of(), List.of()), false);
        }
        if (text.indexOf('@') > 0) {
            // also somebody who is not in the directory may have done something
            return new Meaning(new AnyOf(null, List.of(text.toLowerCase(Locale.ROOT)), List.of()), false);
        }
        var found = people.search(text, true, MOST + 1).stream()
                .map(Person::email)
                .distinct()
                .toList();
        var skus = products.named(text, MOST + 1);
        return new Meaning(new AnyOf(null, first(found), first(skus)), found.size() > MOST || skus.size() > MOST);
    }

    private static List<String> first(List<String> found) {
        return found.subList(0, Math.min(MOST, found.size()));
    }

    private static boolean isId(String text) {
        return text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
    }
}
