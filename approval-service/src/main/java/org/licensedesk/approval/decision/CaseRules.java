package org.licensedesk.approval.decision;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the products of a case need and what cannot be held beside them, and what that means for the beneficiary. To be known before
 * deciding: the ledger judges afterwards, by its own books.
 *
 * @param needs the products that have to be held for it, in one line; null: none
 * @param notWith the products that cannot be held together with it; null: none
 * @param cautions what would keep a seat from being given as things stand
 * @param hindered the skus of the case that these cautions are about
 */
record CaseRules(String needs, String notWith, List<String> cautions, Set<String> hindered) {

    static CaseRules of(
            List<Evidence.Relation> relations, List<Evidence.Held> held, Collection<String> skus, String beneficiary) {
        var heldSkus = held.stream().map(Evidence.Held::sku).collect(Collectors.toSet());
        var hindrances = relations.stream()
                .filter(relation -> !heldSkus.contains(relation.sku()))
                .filter(relation -> relation.needed()
                        ? !heldSkus.contains(relation.otherSku()) && !skus.contains(relation.otherSku())
                        : heldSkus.contains(relation.otherSku()))
                .toList();
        return new CaseRules(
                names(relations, true, skus.size() > 1),
                names(relations, false, skus.size() > 1),
                hindrances.stream()
                        .map(relation -> caution(relation, beneficiary))
                        .toList(),
                hindrances.stream().map(Evidence.Relation::sku).collect(Collectors.toSet()));
    }

    private static String caution(Evidence.Relation relation, String beneficiary) {
        return relation.needed()
                ? beneficiary + " does not hold " + relation.otherName() + ", which " + relation.productName()
                        + " needs: as things stand, no seat can be given."
                : beneficiary + " holds " + relation.otherName() + ", which cannot be held together with "
                        + relation.productName() + ": as things stand, no seat can be given.";
    }

    private static String names(List<Evidence.Relation> relations, boolean needed, boolean ofSeveral) {
        var names = relations.stream()
                .filter(relation -> relation.needed() == needed)
                .map(relation ->
                        ofSeveral ? relation.otherName() + " (" + relation.productName() + ")" : relation.otherName())
                .distinct()
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? null : names;
    }
}
