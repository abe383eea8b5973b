package org.licensedesk.approval.decision;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.licensedesk.approval.people.PersonRef;

/** How pages say what a case is about and what became of it. */
final class CaseWords {

    private static final int FIRST_LINE = 140;

    private CaseWords() {}

    /**
     * What became of a decided case, ready to show.
     *
     * @param kind the colour of it, as the chip tag names them
     * @param isFinal whether nothing more is to be expected, so that the page need not ask again
     */
    record Became(String kind, String sentence, boolean isFinal) {
        public String version() {
            return Integer.toHexString(hashCode());
        }
    }

    /** "Kevin Brown asks for Project Plan 3", or "... for Maria Lopez". */
    static String heading(String requester, String beneficiary, boolean onBehalf, String productName) {
        return requester + " asks for " + productName + (onBehalf ? " for " + beneficiary : "");
    }

    /** What has become of the case, for its approver. Empty while it is open. */
    static Optional<Became> became(ApprovalCase approvalCase, Optional<Evidence.Outcome> outcome, String viewer) {
        var who = firstName(approvalCase.request().beneficiary().name());
        return approvalCase
                .state()
                .fold(
                        waiting -> Optional.empty(),
                        unroutable -> Optional.empty(),
                        decided -> Optional.of(decided.by()
                                .fold(
                                        yes -> approved(by("Approved", yes.by(), viewer), who, outcome),
                                        no -> new Became(
                                                "bad",
                                                by("Rejected", no.by(), viewer) + " "
                                                        + firstName(approvalCase
                                                                .request()
                                                                .requester()
                                                                .name()) + " reads your reason.",
                                                true))),
                        withdrawn -> Optional.of(new Became(
                                "quiet",
                                withdrawn.after() == null
                                        ? "Withdrawn before anybody decided."
                                        : by("Approved", withdrawn.after().by(), viewer) + " It was withdrawn since.",
                                true)));
    }

    private static Became approved(String approved, String who, Optional<Evidence.Outcome> outcome) {
        if (outcome.isEmpty()) {
            return new Became("good", approved + " The seat is being given out.", false);
        }
        var told = outcome.get();
        return switch (told.kind()) {
            case SEATED -> new Became("good", approved + " " + who + " has a seat.", true);
            case ADDED ->
                new Became("good", approved + " " + who + " has a seat already and keeps it for this too.", true);
            case WAITLISTED ->
                new Became(
                        "waiting",
                        approved + " All seats are taken: " + who + " is " + ordinal(told.position())
                                + " in the waiting list.",
                        false);
            case REFUSED ->
                new Became("warning", approved + " It could not be given out: " + endingInAStop(told.cause()), true);
            case ENDED -> new Became("quiet", approved + " It has ended since: " + endingInAStop(told.cause()), true);
        };
    }

    private static String by(String what, PersonRef by, String viewer) {
        return by.email().equals(viewer) ? what + "." : what + " by " + by.name() + ".";
    }

    private static String endingInAStop(String sentence) {
        return sentence == null ? "" : sentence.endsWith(".") ? sentence : sentence + ".";
    }

    /** "12 free", "all 40 taken, 3 waiting": the pool in a few words. */
    static String seats(Evidence.Product product) {
        if (product == null) {
            return "not known yet";
        }
        if (product.free() > 0) {
            return product.free() + " free";
        }
        return (product.purchased() == 0 ? "none bought" : "all " + product.purchased() + " taken")
                + (product.waiting() > 0 ? ", " + product.waiting() + " waiting" : "");
    }

    /** The pool on the form: "12 of 40 seats free, 0 waiting". */
    static String seatsInFull(Evidence.Product product) {
        if (product == null) {
            return "The seats are not known here yet";
        }
        return product.free() + " of " + product.purchased() + " seats free, " + product.waiting() + " waiting";
    }

    /** What a yes would do: "Kevin would have a seat at once." */
    static String outlook(Evidence.Product product, String beneficiary, boolean holdsIt) {
        var who = firstName(beneficiary);
        if (holdsIt) {
            return who + " has a seat already; a yes adds this reason and uses no second one.";
        }
        if (product == null) {
            return "";
        }
        return product.free() > 0 && product.waiting() == 0
                ? "With a yes, " + who + " has a seat at once."
                : "With a yes, " + who + " is " + ordinal(product.waiting() + 1) + " in the waiting list.";
    }

    /** The beginning of a justification, on one line. */
    static String firstLine(String justification) {
        var line = justification.strip().replaceAll("\\s+", " ");
        if (line.length() <= FIRST_LINE) {
            return line;
        }
        var end = line.lastIndexOf(' ', FIRST_LINE);
        return line.substring(0, end > FIRST_LINE / 2 ? end : FIRST_LINE) + "…";
    }

    /** "Grace Duval", "Ada Moreno or Omar Haddad". */
    static String names(List<PersonRef> persons) {
        return persons.stream().map(PersonRef::name).collect(Collectors.joining(" or "));
    }

    static String firstName(String name) {
        var blank = name.strip().indexOf(' ');
        return blank < 0 ? name.strip() : name.strip().substring(0, blank);
    }

    static String ordinal(int number) {
        var lastTwo = number % 100;
        if (lastTwo >= 11 && lastTwo <= 13) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
