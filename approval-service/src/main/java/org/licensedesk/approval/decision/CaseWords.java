package org.licensedesk.approval.decision;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
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
    static Optional<Became> became(ApprovalCase approvalCase, Map<String, Evidence.Outcome> outcomes, String viewer) {
        var request = approvalCase.request();
        var who = firstName(request.beneficiary().name());
        return approvalCase
                .state()
                .fold(
                        waiting -> Optional.empty(),
                        unroutable -> Optional.empty(),
                        decided -> Optional.of(decided.by()
                                .fold(
                                        yes -> request.isForPackage()
                                                ? approved(
                                                        by("Approved", yes.by(), viewer),
                                                        who,
                                                        request.licensePackage(),
                                                        outcomes)
                                                : approved(
                                                        by("Approved", yes.by(), viewer),
                                                        who,
                                                        Optional.ofNullable(outcomes.get(request.sku()))),
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
                        approved
                                + (told.term() == Evidence.Term.RUNS
                                        ? " All seats are taken: "
                                        : " No seats are given at present: ")
                                + who + " is " + ordinal(told.position())
                                + " in the waiting list.",
                        false);
            case REFUSED ->
                new Became("warning", approved + " It could not be given out: " + endingInAStop(told.cause()), true);
            case ENDED -> new Became("quiet", approved + " It has ended since: " + endingInAStop(told.cause()), true);
        };
    }

    private static Became approved(
            String approved, String who, LicensePackage licensePackage, Map<String, Evidence.Outcome> outcomes) {
        var all = licensePackage.parts().size();
        var told = licensePackage.parts().stream()
                .map(part -> outcomes.get(part.sku()))
                .filter(Objects::nonNull)
                .toList();
        var seats = count(told, Evidence.Kind.SEATED) + count(told, Evidence.Kind.ADDED);
        var waits = count(told, Evidence.Kind.WAITLISTED);
        if (told.isEmpty()) {
            return new Became("good", approved + " The seats are being given out.", false);
        }
        if (seats == all) {
            return new Became("good", approved + " " + who + " has " + seatsOf(all, all) + ".", true);
        }
        var sentences = new ArrayList<String>();
        if (seats > 0) {
            sentences.add(who + " has " + seatsOf(seats, all) + ".");
        }
        if (waits > 0) {
            sentences.add("For " + waits + " of " + all + ", " + who + " is on the waiting list.");
        }
        told.stream()
                .filter(outcome -> outcome.kind() == Evidence.Kind.REFUSED)
                .forEach(outcome -> sentences.add("One could not be given out: " + endingInAStop(outcome.cause())));
        told.stream()
                .filter(outcome -> outcome.kind() == Evidence.Kind.ENDED)
                .forEach(outcome -> sentences.add("One has ended since: " + endingInAStop(outcome.cause())));
        var isFinal = waits == 0 && told.size() == all;
        var kind = waits > 0 ? "waiting" : seats > 0 ? "good" : isFinal ? "warning" : "good";
        return new Became(kind, approved + " " + String.join(" ", sentences), isFinal);
    }

    private static String seatsOf(int seats, int all) {
        return seats == all ? all == 1 ? "a seat" : "all " + all + " seats" : seats + " of " + all + " seats";
    }

    private static int count(List<Evidence.Outcome> told, Evidence.Kind kind) {
        return (int) told.stream().filter(outcome -> outcome.kind() == kind).count();
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
        if (product.term() != Evidence.Term.RUNS) {
            return product.term() == Evidence.Term.OVER ? "subscription ended" : "none given at present";
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
        return switch (product.term()) {
            case RUNS ->
                product.free() + " of " + product.purchased() + " seats free, " + product.waiting() + " waiting";
            case PAUSED -> "No seats are given at present, " + product.waiting() + " waiting";
            case OVER -> "No seats are given: the subscription has ended";
        };
    }

    /** The pools of a package's parts in a few words: "all 3 free", "1 of 3 free". */
    static String seatsOfParts(List<LicensePackage.Part> parts, Map<String, Evidence.Product> products) {
        var free = parts.stream()
                .filter(part -> products.containsKey(part.sku())
                        && products.get(part.sku()).free() > 0)
                .count();
        return free == parts.size()
                ? parts.size() == 1 ? "free" : "all " + parts.size() + " free"
                : free + " of " + parts.size() + " free";
    }

    /** An amount of money. */
    record Money(BigDecimal amount, String currency) {}

    /** What these cost a month together: one amount a currency, since one cannot add euros to dollars. */
    static List<Money> together(Collection<Evidence.Product> products) {
        Map<String, BigDecimal> sums = new TreeMap<>();
        products.stream()
                .filter(product -> product.monthlyPrice() != null)
                .forEach(product -> sums.merge(product.currency(), product.monthlyPrice(), BigDecimal::add));
        return sums.entrySet().stream()
                .map(sum -> new Money(sum.getValue(), sum.getKey()))
                .toList();
    }

    /** What a yes to a package would do. */
    static String outlook(
            List<LicensePackage.Part> parts,
            Map<String, Evidence.Product> products,
            String beneficiary,
            Collection<String> heldSkus,
            Collection<String> hindered) {
        var who = firstName(beneficiary);
        var atOnce = parts.stream()
                .filter(part -> heldSkus.contains(part.sku())
                        || !hindered.contains(part.sku())
                                && products.containsKey(part.sku())
                                && products.get(part.sku()).free() > 0
                                && products.get(part.sku()).waiting() == 0)
                .count();
        if (atOnce == parts.size()) {
            return "With a yes, " + who + " has all of them at once.";
        }
        var over = parts.stream()
                .filter(part -> !heldSkus.contains(part.sku())
                        && products.containsKey(part.sku())
                        && products.get(part.sku()).term() == Evidence.Term.OVER)
                .map(LicensePackage.Part::productName)
                .toList();
        return "With a yes, " + who + " has " + atOnce + " of " + parts.size() + " at once"
                + (atOnce + over.size() == parts.size() ? "." : " and goes on the waiting list for the rest.")
                + (over.isEmpty()
                        ? ""
                        : " Of " + String.join(" and ", over) + " nothing can be given: the subscription has ended.");
    }

    /** What a yes would do: "Kevin would have a seat at once." */
    static String outlook(Evidence.Product product, String beneficiary, boolean holdsIt, boolean hindered) {
        var who = firstName(beneficiary);
        if (holdsIt) {
            return who + " has a seat already; a yes adds this reason and uses no second one.";
        }
        if (hindered) {
            return "Even with a yes, " + who + " gets no seat as things stand.";
        }
        if (product == null) {
            return "";
        }
        var inLine = "With a yes, " + who + " is " + ordinal(product.waiting() + 1) + " in the waiting list";
        return switch (product.term()) {
            case RUNS ->
                product.free() > 0 && product.waiting() == 0
                        ? "With a yes, " + who + " has a seat at once."
                        : inLine + ".";
            case PAUSED -> inLine + ": no seats are given at present.";
            case OVER -> "Even with a yes, " + who + " gets no seat: the subscription has ended.";
        };
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
