package org.licensedesk.approval.policy;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.approval.people.PersonRef;

/** Where a request goes for its decision, and why there. */
public sealed interface Route permits Route.ToPerson, Route.ToOwners, Route.Nowhere {

    /** Answers one question for every kind of route. */
    <T> T fold(
            Function<? super ToPerson, ? extends T> toPerson,
            Function<? super ToOwners, ? extends T> toOwners,
            Function<? super Nowhere, ? extends T> nowhere);

    /** Somebody up the line who was passed over, and why: "Grace Duval is no longer active". */
    record PassedOver(PersonRef person, String because) {}

    /**
     * Up the beneficiary's line.
     *
     * @param passedOver whoever stands between the two, nearest first; empty when the approver is the line manager
     */
    record ToPerson(PersonRef approver, PersonRef beneficiary, List<PassedOver> passedOver) implements Route {
        public ToPerson {
            passedOver = List.copyOf(passedOver);
        }

        /** Whether it went to the line manager, as most do. */
        public boolean isLineManager() {
            return passedOver.isEmpty();
        }

        /** Why it did not go to the line manager, such as "Grace Duval is no longer active"; empty when it did. */
        public String passingOver() {
            return sentence(passedOver);
        }

        /** Why it went there, for the requester: "Grace Duval is Kevin Brown's manager". */
        public String why() {
            return isLineManager()
                    ? approver.name() + " is " + beneficiary.name() + "'s manager"
                    : approver.name() + " is next up " + beneficiary.name() + "'s line, since " + passingOver();
        }

        /** The same for the approver, as a whole sentence. */
        public String whyYou() {
            return isLineManager()
                    ? "You decide because you are " + beneficiary.name() + "'s manager."
                    : "You decide because you are next up " + beneficiary.name() + "'s line: " + passingOver() + ".";
        }

        @Override
        public <T> T fold(
                Function<? super ToPerson, ? extends T> toPerson,
                Function<? super ToOwners, ? extends T> toOwners,
                Function<? super Nowhere, ? extends T> nowhere) {
            return toPerson.apply(this);
        }
    }

    /**
     * To the license owners, any one of whom decides.
     *
     * @param because why nobody up the line can, such as "Ada Moreno has no manager"
     */
    record ToOwners(List<PersonRef> owners, PersonRef beneficiary, String because) implements Route {
        public ToOwners {
            owners = List.copyOf(owners);
            if (owners.isEmpty()) {
                throw new IllegalArgumentException("a route to the owners names at least one");
            }
        }

        /** Why it went there, for the requester. */
        public String why() {
            return "The license owners decide, since " + because;
        }

        /** The same for an owner, as a whole sentence. */
        public String whyYou() {
            return "You decide because you are a license owner, and " + because + ".";
        }

        @Override
        public <T> T fold(
                Function<? super ToPerson, ? extends T> toPerson,
                Function<? super ToOwners, ? extends T> toOwners,
                Function<? super Nowhere, ? extends T> nowhere) {
            return toOwners.apply(this);
        }
    }

    /** Nobody can decide; it waits for an administrator, and is never approved for lack of an approver. */
    record Nowhere(String cause) implements Route {
        @Override
        public <T> T fold(
                Function<? super ToPerson, ? extends T> toPerson,
                Function<? super ToOwners, ? extends T> toOwners,
                Function<? super Nowhere, ? extends T> nowhere) {
            return nowhere.apply(this);
        }
    }

    /** "A is no longer active and B made the request"; long lines are cut. */
    static String sentence(List<PassedOver> passedOver) {
        if (passedOver.size() > MOST_NAMED) {
            return passedOver.stream()
                            .limit(MOST_NAMED)
                            .map(PassedOver::because)
                            .collect(Collectors.joining(", ")) + " and " + (passedOver.size() - MOST_NAMED)
                    + " more cannot decide";
        }
        var all = passedOver.stream().map(PassedOver::because).toList();
        return all.size() < 2
                ? String.join("", all)
                : String.join(", ", all.subList(0, all.size() - 1)) + " and " + all.get(all.size() - 1);
    }

    /** How many persons passed over a sentence names. */
    int MOST_NAMED = 3;
}
