package org.licensedesk.request.history;

import static java.util.Map.entry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Puts every kind of event into words. A new kind needs a line here, and until then gets a plain but true sentence. */
final class Sentences {
    private static final Map<String, BiFunction<Told, String, Sentence>> BY_TYPE = Map.ofEntries(
            entry("RequestSubmitted", Sentences::submitted),
            entry("RequestWithdrawn", Sentences::withdrawn),
            entry("ApprovalRequested", Sentences::approvalRequested),
            entry("ApprovalRerouted", Sentences::approvalRerouted),
            entry("ApprovalUnroutable", Sentences::approvalUnroutable),
            entry("RequestApproved", Sentences::approved),
            entry("RequestRejected", Sentences::rejected),
            entry("ApprovalWithdrawn", Sentences::approvalWithdrawn),
            entry("SeatAssigned", Sentences::seatAssigned),
            entry("ReasonAdded", Sentences::reasonAdded),
            entry("ReasonEnded", Sentences::reasonEnded),
            entry("SeatReleased", Sentences::seatReleased),
            entry("Waitlisted", Sentences::waitlisted),
            entry("WaitingPlaceEnded", Sentences::waitingPlaceEnded),
            entry("AssignmentRefused", Sentences::assignmentRefused),
            entry("ReasonBlocked", Sentences::reasonBlocked),
            entry("ClaimPolicyChanged", Sentences::claimPolicyChanged),
            entry("ClaimServed", Sentences::claimServed),
            entry("ClaimRefused", Sentences::claimRefused),
            entry("ProductDefined", Sentences::productDefined),
            entry("SeatRolesChanged", Sentences::seatRolesChanged),
            entry("PoolStateChanged", Sentences::poolStateChanged),
            entry("PackageDefined", Sentences::packageDefined),
            entry("PackageDeleted", Sentences::packageDeleted),
            entry("PoolResized", Sentences::poolResized),
            entry("LotAdded", Sentences::lotAdded),
            entry("LotBegan", Sentences::lotBegan),
            entry("LotEnded", Sentences::lotEnded),
            entry("SeatEndsSoon", Sentences::seatEndsSoon),
            entry("UsageReported", Sentences::usageReported),
            entry("PastDaysReported", Sentences::pastDaysReported),
            entry("ReclaimStarted", Sentences::reclaimStarted),
            entry("ReclaimAsked", Sentences::reclaimAsked),
            entry("ReclaimAnswered", Sentences::reclaimAnswered),
            entry("ReclaimUnanswered", Sentences::reclaimUnanswered),
            entry("ReclaimEnded", Sentences::reclaimEnded),
            entry("ProductPutOnGroup", Sentences::productPutOnGroup),
            entry("ProductTakenOffGroup", Sentences::productTakenOffGroup),
            entry("InvitationSent", Sentences::invitationSent),
            entry("InvitationReminded", Sentences::invitationReminded),
            entry("InvitationAccepted", Sentences::invitationAccepted),
            entry("InvitationExpired", Sentences::invitationExpired),
            entry("InvitationWithdrawn", Sentences::invitationWithdrawn),
            entry("PersonChanged", Sentences::personChanged),
            entry("PersonDeactivated", Sentences::personDeactivated),
            entry("LicenseOwnersNamed", Sentences::licenseOwnersNamed),
            entry("BulkJobPlanned", Sentences::bulkJobPlanned),
            entry("BulkJobApplied", Sentences::bulkJobApplied),
            entry("BulkJobDiscarded", Sentences::bulkJobDiscarded),
            entry("BulkJobUndone", Sentences::bulkJobUndone),
            entry("GroupDefined", Sentences::groupDefined),
            entry("GroupMembersChanged", Sentences::groupMembersChanged),
            entry("GroupDeleted", Sentences::groupDeleted));

    private Sentences() {}

    /** The kinds of event there are words for, in the order of the alphabet. */
    static List<String> knownTypes() {
        return BY_TYPE.keySet().stream().sorted().toList();
    }

    /** "Request submitted" for {@code RequestSubmitted}. */
    static String words(String type) {
        var words = type.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
        return words.isEmpty() ? "Something" : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
    }

    /** The event in words; the function gives the name that belongs to an address. */
    static Sentence of(Told told, Function<String, String> nameOf) {
        return BY_TYPE.getOrDefault(told.envelope().type(), Sentences::anything).apply(told, told.actor(nameOf));
    }

    private static Sentence submitted(Told told, String actor) {
        var requester = told.name("requester");
        if (told.has("extends")) {
            var longer = told.until("endsOn");
            var whose = told.samePerson("requester", "beneficiary") ? "" : told.name("beneficiary") + "'s ";
            return new Sentence(
                    requester + " asked to extend " + whose + told.product() + longer + told.quoted("justification"),
                    requester + " asked for an extension" + longer);
        }
        var forWhom = told.samePerson("requester", "beneficiary") ? "" : " for " + told.name("beneficiary");
        var until = told.until("endsOn");
        return new Sentence(
                requester + " asked for " + told.product() + told.packageOf() + forWhom + until
                        + told.quoted("justification"),
                requester + " submitted the request" + forWhom + until);
    }

    private static Sentence withdrawn(Told told, String actor) {
        if (told.isBySystem()) {
            var cause = told.has("reason") ? ": " + told.clause("reason") : "";
            return new Sentence(theRequest(told) + " was withdrawn" + cause, "The request was withdrawn" + cause);
        }
        var why = told.quoted("reason");
        var which = told.name("beneficiary").equals(actor) ? "the request for " + told.product() : theRequest(told);
        return new Sentence(actor + " withdrew " + which + why, actor + " withdrew the request" + why);
    }

    private static Sentence approvalRequested(Told told, String actor) {
        var approvers = told.names("approvers", "or");
        return new Sentence(
                theRequest(told) + " went to " + approvers + ": " + told.clause("why"),
                "It went to " + approvers + ": " + told.clause("why"));
    }

    private static Sentence approvalRerouted(Told told, String actor) {
        var rest = " passed on to " + told.names("approvers", "or") + " (" + told.clause("cause") + "): "
                + told.clause("why");
        return new Sentence(theRequest(told) + " was" + rest, "It was" + rest);
    }

    private static Sentence approvalUnroutable(Told told, String actor) {
        return new Sentence(
                "Nobody can decide " + theRequest(told) + ": " + told.clause("cause"),
                "Nobody can decide it: " + told.clause("cause"));
    }

    private static Sentence approved(Told told, String actor) {
        return decided(told, " approved ");
    }

    private static Sentence rejected(Told told, String actor) {
        return decided(told, " rejected ");
    }

    private static Sentence decided(Told told, String verb) {
        var by = told.name("decidedBy");
        var why = told.quoted("reason");
        return new Sentence(by + verb + theRequest(told) + why, by + verb + "the request" + why);
    }

    private static Sentence approvalWithdrawn(Told told, String actor) {
        return told.is("wasApproved")
                ? new Sentence(
                        "The approval of " + theRequest(told) + " is void, since it was withdrawn",
                        "Its approval is void, since it was withdrawn")
                : new Sentence(
                        "Nobody decides " + theRequest(told) + " any more, since it was withdrawn",
                        "Nobody decides it any more, since it was withdrawn");
    }

    private static Sentence seatAssigned(Told told, String actor) {
        var how = (told.is("fromWaitingList") ? " from the waiting list" : "") + way(told) + told.until("endsOn");
        return new Sentence(
                told.name("holder") + " was given a seat of " + told.product() + how + told.poolAfter(),
                told.name("holder") + " was given a seat" + ofPart(told) + how);
    }

    /** By which way somebody came to a seat; a request tells that by itself. */
    private static String way(Told told) {
        return switch (told.has("reasonType") ? told.text("reasonType") : "") {
            case "MANUAL" -> " by hand";
            case "BULK" -> " in bulk";
            case "GROUP" -> " through a group";
            case "PACKAGE" -> " as part of a package";
            case "CLAIM" -> " on demand";
            case "INVITATION" -> " as a guest";
            default -> "";
        };
    }

    private static Sentence reasonAdded(Told told, String actor) {
        var way = way(told);
        var rest = (way.isEmpty() ? " once more" : way + " as well") + told.until("endsOn")
                + ": the seat that is held already has one more reason to stay";
        return new Sentence(
                told.name("holder") + " was given " + told.product() + rest,
                told.name("holder") + " was given a seat" + ofPart(told) + rest);
    }

    private static Sentence reasonEnded(Told told, String actor) {
        var rest = ": " + told.clause("cause") + ". The seat stays for another reason";
        return new Sentence(
                "One of the reasons for " + told.name("holder") + "'s seat of " + told.product() + " ended" + rest,
                "This reason for the seat" + ofPart(told) + " ended" + rest);
    }

    private static Sentence seatReleased(Told told, String actor) {
        return new Sentence(
                told.name("holder") + "'s seat of " + told.product() + " was released: " + told.clause("cause")
                        + told.poolAfter(),
                "The seat" + ofPart(told) + " was released: " + told.clause("cause"));
    }

    private static Sentence waitlisted(Told told, String actor) {
        if (told.is("further")) {
            return Sentence.of(told.name("holder") + " waits for " + told.product()
                    + " already: one more reason to, at the same place in the waiting list");
        }
        var line = " could be given at once: " + told.name("holder") + " went on the waiting list"
                + (told.has("cause") ? ". " + told.clause("cause") : "");
        return new Sentence("No seat of " + told.product() + line, "No seat" + ofPart(told) + line);
    }

    private static Sentence waitingPlaceEnded(Told told, String actor) {
        if (told.is("placeStays")) {
            return Sentence.of("One reason of " + told.name("holder") + " to wait for " + told.product() + " ended: "
                    + told.clause("cause") + ". The place stays for another reason");
        }
        return new Sentence(
                told.name("holder") + " left the waiting list for " + told.product() + ": " + told.clause("cause"),
                told.name("holder") + " left the waiting list"
                        + (told.isPartOfPackage() ? " for " + told.product() : "") + ": " + told.clause("cause"));
    }

    private static Sentence assignmentRefused(Told told, String actor) {
        return new Sentence(
                told.name("holder") + " was given no seat of " + told.product() + ": " + told.clause("cause"),
                "No seat" + ofPart(told) + " was given: " + told.clause("cause"));
    }

    private static Sentence reasonBlocked(Told told, String actor) {
        return new Sentence(
                told.name("holder") + " cannot have " + told.product() + " yet: " + told.clause("cause"),
                "No seat can be given yet: " + told.clause("cause"));
    }

    private static Sentence claimPolicyChanged(Told told, String actor) {
        if (!told.is("enabled")) {
            return Sentence.of(actor + " switched off that people can take " + told.product() + " without asking");
        }
        var limits = new ArrayList<String>();
        if (told.has("perDay")) {
            limits.add(told.number("perDay") + " a day");
        }
        if (told.has("perDepartmentPerDay")) {
            limits.add(told.number("perDepartmentPerDay") + " a day to one department");
        }
        return Sentence.of(actor + " let "
                + (told.has("group") ? "the members of " + told.name("group") : "everybody") + " have " + told.product()
                + " on demand"
                + (limits.isEmpty() ? "" : ", at most " + String.join(" and ", limits))
                + (told.isEmpty("backups") ? "" : ", or else " + told.products("backups", "or")));
    }

    private static Sentence claimServed(Told told, String actor) {
        var given = told.part("given", "sku");
        return Sentence.of(claimed(told, actor) + " and was given "
                + (given == null || given.equals(told.sku())
                        ? "a seat of it"
                        : told.part("given", "productName") + " instead"));
    }

    private static Sentence claimRefused(Told told, String actor) {
        return Sentence.of(claimed(told, actor) + " and was given nothing: " + told.clause("cause"));
    }

    private static String claimed(Told told, String actor) {
        var onBehalf = told.isAbout(told.envelope().actor()) ? "" : " (" + actor + " asked)";
        return told.name("person") + " claimed " + told.product() + onBehalf;
    }

    private static Sentence productDefined(Told told, String actor) {
        var price = told.has("monthlyPrice")
                ? " at " + told.amount("monthlyPrice") + " " + (told.has("currency") ? told.text("currency") + " " : "")
                        + "a month"
                : "";
        var requestable = told.is("requestable") ? "" : ", not to be requested";
        var isNew = told.isEmpty("changed") || told.names("changed", "and").equals("added");
        return Sentence.of(actor + (isNew ? " defined " : " changed ") + told.product() + " (" + told.text("sku")
                + (isNew ? ")" : "; " + told.names("changed", "and") + ")") + price + requestable
                + (told.isEmpty("roles")
                        ? told.lists("changed", "roles") ? ", without roles" : ""
                        : ", with the " + (told.count("roles") == 1 ? "role " : "roles ") + told.names("roles", "and"))
                + (told.isEmpty("requires")
                        ? told.lists("changed", "prerequisites") ? ", needing nothing else" : ""
                        : ", for holders of " + told.names("requires", "and"))
                + (told.isEmpty("excludes")
                        ? told.lists("changed", "exclusions") ? ", beside anything" : ""
                        : ", not together with " + told.names("excludes", "or")));
    }

    private static Sentence packageDefined(Told told, String actor) {
        var days = told.has("validDays") ? ", for " + told.number("validDays") + " days each" : "";
        return Sentence.of(actor + " defined the package " + told.product() + " (" + told.text("id") + "): "
                + told.names("skus", "and") + days);
    }

    private static Sentence packageDeleted(Told told, String actor) {
        return Sentence.of(actor + " took the package " + told.product() + " (" + told.text("id")
                + ") out of the catalogue; what was given through it stays");
    }

    private static Sentence poolResized(Told told, String actor) {
        var change = told.number("purchased") - told.number("purchasedBefore");
        var later = told.has("reduceTo") ? "; it shrinks to " + told.number("reduceTo") + " as seats become free" : "";
        var now = ": now " + told.number("purchased") + ", " + told.number("used") + " in use" + later;
        if (told.isBySystem() && change < 0) {
            return Sentence.of(Told.seats(-change) + " of " + told.product() + (change == -1 ? " was" : " were")
                    + " retired" + now);
        }
        if (change == 0 && told.has("reduceTo")) {
            return Sentence.of(actor + " scheduled a smaller pool of " + told.product() + now);
        }
        if (told.isBySystem() && change > 0) {
            return Sentence.of(
                    Told.seats(change) + " of " + told.product() + (change == 1 ? " was" : " were") + " added" + now);
        }
        var what = change >= 0 ? " bought " + Told.seats(change) : " dropped " + Told.seats(-change);
        return Sentence.of(actor + what + " of " + told.product() + now);
    }

    private static Sentence seatRolesChanged(Told told, String actor) {
        var roles = told.names("roles", "and");
        return Sentence.of(actor + " changed the roles that come with " + told.name("holder") + "'s seat of "
                + told.product() + ": " + (roles.equals("nobody") ? "none are left" : "now " + roles));
    }

    private static Sentence lotAdded(Told told, String actor) {
        var seats = told.number("quantity");
        if ("ADJUSTMENT".equals(told.text("kind"))) {
            return Sentence.of(actor + " corrected by hand how many seats of " + told.product() + " are bought: "
                    + Math.abs(seats) + (seats < 0 ? " fewer" : " more") + told.until("endsOn"));
        }
        return Sentence.of(actor + " recorded an order of " + Told.seats(seats) + " of " + told.product()
                + told.day("from", "startsOn") + told.until("endsOn") + order(told));
    }

    private static Sentence lotBegan(Told told, String actor) {
        return Sentence.of("The term of " + Told.seats(told.number("quantity")) + " of " + told.product() + " began"
                + order(told) + told.until("endsOn"));
    }

    private static Sentence lotEnded(Told told, String actor) {
        return Sentence.of("The term of " + Told.seats(told.number("quantity")) + " of " + told.product() + " ended"
                + order(told));
    }

    private static Sentence seatEndsSoon(Told told, String actor) {
        var when = told.day("on", "endsOn");
        return new Sentence(
                told.name("holder") + " was reminded that the seat of " + told.product() + " ends" + when,
                told.name("holder") + " was reminded that the seat ends" + when);
    }

    private static Sentence usageReported(Told told, String actor) {
        var rejected =
                told.number("rejected") == 0 ? "" : ", " + Told.counted(told.number("rejected"), "row") + " rejected";
        return Sentence.of(actor + " reported the use of " + products(told) + " ("
                + Told.counted(told.number("taken"), "row") + rejected + ")");
    }

    private static Sentence pastDaysReported(Told told, String actor) {
        var rejected =
                told.number("rejected") == 0 ? "" : ", " + Told.counted(told.number("rejected"), "row") + " rejected";
        return Sentence.of(actor + " brought in how many seats of " + products(told) + " were bought and used"
                + told.day("from", "firstDay") + told.day("to", "lastDay") + " ("
                + Told.counted(told.number("taken"), "row") + rejected + ")");
    }

    private static Sentence reclaimStarted(Told told, String actor) {
        return Sentence.of(actor + " asked " + Told.counted(told.number("asked"), "holder") + " of unused seats of "
                + products(told) + " to keep or release them" + told.day("by", "answerBy")
                + "; whoever does not answer "
                + ("RELEASE".equals(told.text("otherwise")) ? "loses the seat" : "keeps the seat"));
    }

    private static Sentence reclaimAsked(Told told, String actor) {
        var use = told.has("lastUsedOn") ? "last used" + told.day("on", "lastUsedOn") : "no use is known";
        return Sentence.of(told.name("holder") + " was asked whether the seat of " + told.product()
                + " is still needed: " + use + ", to answer" + told.day("by", "answerBy"));
    }

    private static Sentence reclaimAnswered(Told told, String actor) {
        return Sentence.of(told.name("holder")
                + ("RELEASE".equals(told.text("answer")) ? " released the unused seat of " : " keeps the seat of ")
                + told.product());
    }

    private static Sentence reclaimUnanswered(Told told, String actor) {
        var what = told.has("outcome")
                ? switch (told.text("outcome")) {
                    case "RELEASED" -> "it is released";
                    case "GONE" -> "it was gone already";
                    default -> "it is kept";
                }
                : "nothing is known of it";
        return Sentence.of(told.name("holder") + " did not say whether the seat of " + told.product()
                + " is still needed: " + what + (told.has("note") ? ". " + told.clause("note") : ""));
    }

    private static Sentence reclaimEnded(Told told, String actor) {
        var kept = told.number("kept");
        return Sentence.of("The holders of unused seats of " + products(told) + " have had their time to answer: of "
                + told.number("asked") + " who were asked, " + kept + (kept == 1 ? " keeps" : " keep")
                + " the seat and " + told.number("released") + " gave it up");
    }

    private static String products(Told told) {
        return told.products("products", "and");
    }

    private static String order(Told told) {
        return told.has("orderNumber") ? " (" + told.text("orderNumber") + ")" : "";
    }

    private static Sentence poolStateChanged(Told told, String actor) {
        var state = told.has("state") ? told.text("state") : "in another state";
        var what = switch (state) {
            case "ACTIVE" -> " is active again";
            case "GRACE" -> " is in its grace period: no new seats are given";
            case "SUSPENDED" -> " is suspended: holders keep their seats without access, no new ones are given";
            case "ENDED" -> " has ended";
            default -> " is now " + state.toLowerCase(Locale.ROOT);
        };
        return Sentence.of(told.product() + what + (told.isBySystem() ? "" : " (set by " + actor + ")"));
    }

    private static Sentence productPutOnGroup(Told told, String actor) {
        return Sentence.of(actor + " put " + told.product() + " on " + theGroup(told.text("groupName")) + ": "
                + members(told) + " a seat of it");
    }

    private static Sentence productTakenOffGroup(Told told, String actor) {
        var offTheGroup = " off " + theGroup(told.text("groupName"));
        return Sentence.of(
                told.has("cause")
                        ? told.product() + " was taken" + offTheGroup + ": " + told.clause("cause")
                        : actor + " took " + told.product() + offTheGroup);
    }

    /** Many are called so already, as "Group C" is. */
    private static String theGroup(String name) {
        return name == null
                ? "a group"
                : name.regionMatches(true, 0, "group", 0, "group".length()) ? name : "the group " + name;
    }

    private static String members(Told told) {
        var members = told.number("members");
        return members == 1 ? "its one member gets" : "its " + members + " members get";
    }

    private static Sentence invitationSent(Told told, String actor) {
        return Sentence.of(actor + " invited " + told.name("holder") + " to a seat of " + told.product()
                + (told.is("again") ? " once more: the seat stays held, the old link is void" : ""));
    }

    private static Sentence invitationReminded(Told told, String actor) {
        return Sentence.of(told.name("holder") + " was reminded of the invitation to a seat of " + told.product());
    }

    private static Sentence invitationAccepted(Told told, String actor) {
        return Sentence.of(told.name("holder") + " accepted the invitation to a seat of " + told.product());
    }

    private static Sentence invitationExpired(Told told, String actor) {
        return Sentence.of("Nobody accepted " + told.name("holder") + "'s invitation to a seat of " + told.product()
                + " in time: it has expired");
    }

    private static Sentence invitationWithdrawn(Told told, String actor) {
        return Sentence.of(told.name("holder") + "'s invitation to a seat of " + told.product() + " is void: "
                + told.clause("cause"));
    }

    private static Sentence personChanged(Told told, String actor) {
        var details = new ArrayList<String>();
        if (told.has("title")) {
            details.add(told.text("title"));
        }
        if (told.has("department")) {
            details.add(told.text("department"));
        }
        details.add(told.has("manager") ? "reports to " + told.name("manager") : "reports to nobody");
        var changed = told.names("changed", "and");
        var what = changed.equals("added")
                ? " added " + told.name("person")
                : " changed " + told.name("person") + " (" + changed + ")";
        return Sentence.of(actor + what + ": " + String.join(", ", details));
    }

    private static Sentence personDeactivated(Told told, String actor) {
        return Sentence.of(
                told.isBySystem()
                        ? told.name("person") + " was deactivated: " + told.clause("cause")
                        : actor + " deactivated " + told.name("person") + ": " + told.clause("cause"));
    }

    private static Sentence licenseOwnersNamed(Told told, String actor) {
        return Sentence.of(actor + " named the license owners: " + told.names("owners", "and"));
    }

    private static Sentence bulkJobPlanned(Told told, String actor) {
        var parts = new ArrayList<String>();
        addCount(parts, told, "gains", "would get a seat", "would get a seat");
        addCount(parts, told, "alreadyHeld", "holds one already", "hold one already");
        addCount(parts, told, "waits", "would wait", "would wait");
        addCount(parts, told, "rejected", "would be rejected", "would be rejected");
        return bulkJob(told, actor + " planned", parts);
    }

    private static Sentence bulkJobApplied(Told told, String actor) {
        var parts = new ArrayList<String>();
        addCount(parts, told, "assigned", "got a seat", "got a seat");
        addCount(parts, told, "alreadyHeld", "held one already", "held one already");
        addCount(parts, told, "waitlisted", "waits for one", "wait for one");
        addCount(parts, told, "rejected", "was rejected", "were rejected");
        return bulkJob(told, actor + " applied", parts);
    }

    private static Sentence bulkJob(Told told, String whatWasDone, List<String> parts) {
        return Sentence.of(whatWasDone + " the bulk job “" + told.text("title") + "” of "
                + Told.counted(told.number("rows"), "row") + (parts.isEmpty() ? "" : ": " + String.join(", ", parts)));
    }

    private static void addCount(List<String> parts, Told told, String field, String one, String many) {
        var count = told.number(field);
        if (count > 0) {
            parts.add(count + " " + (count == 1 ? one : many));
        }
    }

    private static Sentence bulkJobDiscarded(Told told, String actor) {
        return Sentence.of(actor + " discarded the bulk job “" + told.text("title") + "” of " + told.number("rows")
                + " rows; it had given nothing");
    }

    private static Sentence bulkJobUndone(Told told, String actor) {
        return Sentence.of(actor + " undid the bulk job “" + told.text("title") + "”: what "
                + Told.counted(told.number("ended"), "row") + " had given was taken back");
    }

    private static Sentence groupDefined(Told told, String actor) {
        var changed = told.names("changed", "and");
        var what = changed.equals("added")
                ? " defined " + theGroup(told.name("group"))
                : " changed " + theGroup(told.name("group")) + " (" + changed + ")";
        var made = new ArrayList<String>();
        if (told.has("rule")) {
            made.add("everybody whose " + told.text("rule"));
        }
        if (told.number("people") > 0) {
            made.add(told.number("people") == 1 ? "1 person" : told.number("people") + " people");
        }
        if (told.count("groups") > 0) {
            made.add((told.count("groups") == 1 ? "the group " : "the groups ") + told.names("groups", "and"));
        }
        return Sentence.of(actor + what + ": " + (made.isEmpty() ? "nobody" : String.join(" and ", made)));
    }

    private static Sentence groupMembersChanged(Told told, String actor) {
        var group = told.name("group");
        var moves = new ArrayList<String>();
        if (told.count("joined") > 0) {
            moves.add(told.someNames("joined") + " joined " + group);
        }
        if (told.count("left") > 0) {
            moves.add(told.someNames("left") + " left " + (moves.isEmpty() ? group : "it"));
        }
        var what = moves.isEmpty() ? "The members of " + group + " changed" : String.join(", ", moves);
        var members = told.number("members") == 1 ? "1 person" : told.number("members") + " people";
        return Sentence.of(what + ": " + told.clause("cause") + " (" + members + " now)");
    }

    private static Sentence groupDeleted(Told told, String actor) {
        return Sentence.of(actor + " deleted " + theGroup(told.name("group")));
    }

    private static Sentence anything(Told told, String actor) {
        var about = new ArrayList<String>();
        if (told.has("productName") || told.has("sku")) {
            about.add(told.product());
        }
        for (var who : List.of("beneficiary", "holder", "person")) {
            if (told.has(who)) {
                about.add(told.name(who));
            }
        }
        var what = words(told.envelope().type());
        var by = told.isBySystem() ? "" : " by " + actor;
        return new Sentence(what + by + (about.isEmpty() ? "" : ": " + String.join(", ", about)), what + by);
    }

    // on the page of one request for several products, it has to be said which
    private static String ofPart(Told told) {
        return told.isPartOfPackage() ? " of " + told.product() : "";
    }

    private static String theRequest(Told told) {
        return told.name("beneficiary") + "'s request for " + told.product();
    }
}
