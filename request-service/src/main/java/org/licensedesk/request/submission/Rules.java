package org.licensedesk.request.submission;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.licensedesk.request.catalogue.Offer;

/**
 * What an offer needs and what cannot be held together with it, and what that means for one person as far as is known here. Only the
 * ledger decides; this is said early, so that nobody waits for an approval that could bring nothing.
 *
 * @param person the name of whoever is to have it; null for whoever asks
 */
record Rules(Offer offer, String person, List<Relation> relations) {

    /**
     * How a product of the offer stands to another one.
     *
     * @param needed it has to be held for it; otherwise it cannot be held beside it
     * @param held whoever is to have the offer holds it
     * @param idle whoever is to have the offer holds that product of it already, so that nothing is given
     */
    record Relation(
            String sku,
            String productName,
            boolean needed,
            String otherSku,
            String otherName,
            boolean held,
            boolean idle) {}

    /** What keeps it from being asked for; or null. A part of a package does not: the others are given. */
    public String conflict() {
        return offer.isPackage() ? null : conflicts().findFirst().orElse(null);
    }

    /** What has to be done first, or will not be given. */
    public List<String> warnings() {
        var missing = needsBesideItself()
                .filter(relation -> !relation.idle() && !relation.held())
                .map(relation -> relation.productName() + " needs " + relation.otherName() + ", which "
                        + (person == null ? "you do" : person + " does")
                        + " not hold yet. Without it no seat can be given: ask for that first.");
        var kept = offer.isPackage()
                ? conflicts().map(conflict -> conflict + " This part could not be given.")
                : Stream.<String>empty();
        return Stream.concat(kept, missing).toList();
    }

    /** Whether something has to be held for it that it does not bring itself, whoever is to have it. */
    public boolean needsMore() {
        return needsBesideItself().findAny().isPresent();
    }

    private Stream<Relation> needsBesideItself() {
        var parts = Set.copyOf(offer.skus());
        return relations.stream().filter(Relation::needed).filter(relation -> !parts.contains(relation.otherSku()));
    }

    /** Whether there is anything to be told about this person. */
    public boolean isWorthTelling() {
        return conflict() != null || !warnings().isEmpty();
    }

    /** "Project Plan 1", or null: what it needs. */
    public String needs() {
        return names(true);
    }

    /** "Project Lite", or null: what cannot be held together with it. */
    public String notWith() {
        return names(false);
    }

    /** Somebody holds something that cannot be held together with what is asked for; nobody named: whoever asks. */
    static String conflict(String person, String held, String asked) {
        return (person == null ? "You hold " : person + " holds ") + held + ", which cannot be held together with "
                + asked + ".";
    }

    private Stream<String> conflicts() {
        return relations.stream()
                .filter(relation -> !relation.needed() && relation.held() && !relation.idle())
                .map(relation -> conflict(person, relation.otherName(), relation.productName()));
    }

    private String names(boolean needed) {
        var names = relations.stream()
                .filter(relation -> relation.needed() == needed)
                .map(relation -> offer.isPackage()
                        ? relation.otherName() + " (" + relation.productName() + ")"
                        : relation.otherName())
                .filter(Objects::nonNull)
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }
}
