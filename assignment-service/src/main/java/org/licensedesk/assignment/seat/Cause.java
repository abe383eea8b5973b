package org.licensedesk.assignment.seat;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Why a reason ended or never began: a code for programs, a sentence for people. */
public record Cause(Code code, String sentence) {

    /** The kinds of causes. */
    public enum Code {
        RETURNED,
        REMOVED,
        WITHDRAWN,
        ENDED,
        DEACTIVATED,
        UNKNOWN_PRODUCT,
        UNKNOWN_PERSON,
        NOT_HELD,
        REASON_REMAINS,
        REPLACEMENT_REFUSED,
        UNCHANGED,
        REASON_ADDED,
        STILL_NEEDED,
        NO_FREE_SEAT,
        POOL_CLOSED,
        EXCLUDED,
        MISSING_PREREQUISITE,
        UNDONE,
        LEFT_GROUP,
        TAKEN_OFF_GROUP,
        GROUP_DELETED,
        SUBSCRIPTION_ENDED,
        RECLAIMED,
        CLAIMS_OFF,
        NOT_IN_GROUP,
        LIMIT_REACHED
    }

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);

    public Cause {
        if (sentence == null || sentence.isBlank()) {
            throw new IllegalArgumentException("a cause has a sentence");
        }
    }

    /** The holder gave it back. */
    public static Cause returned(String byName) {
        return new Cause(Code.RETURNED, "Returned by " + byName);
    }

    /** An administrator took it away. */
    public static Cause removed(String byName) {
        return new Cause(Code.REMOVED, "Removed by " + byName);
    }

    /** The bulk job that gave it was undone. */
    public static Cause undone(String byName) {
        return new Cause(Code.UNDONE, "The bulk job was undone by " + byName);
    }

    /** The request behind it was withdrawn. */
    public static Cause withdrawn(String why) {
        return new Cause(
                Code.WITHDRAWN,
                why == null || why.isBlank() ? "The request was withdrawn" : "The request was withdrawn: " + why);
    }

    /** Its last day is over. */
    public static Cause ended(LocalDate endsOn) {
        return new Cause(Code.ENDED, "It was wanted until " + DAY.format(endsOn));
    }

    /** The vendor no longer provides it. */
    public static Cause subscriptionEnded(String productName) {
        return new Cause(Code.SUBSCRIPTION_ENDED, "The subscription of " + productName + " has ended");
    }

    /** Nobody used it. */
    public static Cause reclaimed(String why) {
        return new Cause(Code.RECLAIMED, why);
    }

    /** The holder is no longer an active person. */
    public static Cause deactivated(String why) {
        return new Cause(Code.DEACTIVATED, why);
    }

    /** Every seat is taken, and there was to be no waiting. */
    public static Cause noFreeSeat(String productName, int purchased) {
        return new Cause(
                Code.NO_FREE_SEAT,
                purchased == 0
                        ? "No seat of " + productName + " has been bought"
                        : purchased == 1
                                ? "The one seat of " + productName + " is taken"
                                : "All " + purchased + " seats of " + productName + " are taken");
    }

    /** The term of the pool is over, or nearly. */
    public static Cause poolClosed(String productName, PoolState state) {
        if (state.isOver()) {
            return subscriptionEnded(productName);
        }
        return new Cause(Code.POOL_CLOSED, "No new seats of " + productName + " are given: it is " + state.words());
    }

    /** Two products that nobody may hold together. */
    public static Cause excluded(String holderName, String productName, String otherName) {
        return new Cause(
                Code.EXCLUDED,
                holderName + " holds " + otherName + ", which cannot be held together with " + productName);
    }

    /** Something has to be held first. */
    public static Cause missingPrerequisite(String holderName, String productName, List<String> missing) {
        return new Cause(
                Code.MISSING_PREREQUISITE,
                productName + " needs " + String.join(" and ", missing) + ", which " + holderName + " does not hold");
    }

    /** What has to be held first would go in the same step. */
    public static Cause prerequisiteTakenAway(String productName, List<String> taken) {
        return new Cause(
                Code.MISSING_PREREQUISITE,
                productName + " needs " + String.join(" and ", taken) + ", which would be taken away with it");
    }

    /** A group in a sentence; many are called so already, as "Group C" is. */
    public static String theGroup(String name) {
        return name.regionMatches(true, 0, "group", 0, "group".length()) ? name : "the group " + name;
    }

    /** The holder no longer belongs to the group it came with. */
    public static Cause leftGroup(String holderName, String groupName) {
        return new Cause(Code.LEFT_GROUP, holderName + " no longer belongs to " + theGroup(groupName));
    }

    /** The group no longer brings it. */
    public static Cause takenOffGroup(String productName, String groupName) {
        return new Cause(Code.TAKEN_OFF_GROUP, productName + " was taken off " + theGroup(groupName));
    }

    /** The group it came with is no more. */
    public static Cause groupDeleted(String groupName) {
        return new Cause(Code.GROUP_DELETED, "The group " + groupName + " was deleted");
    }

    /** There is no such product here. */
    public static Cause unknownProduct(String sku) {
        return new Cause(Code.UNKNOWN_PRODUCT, "There is no product " + sku);
    }

    /** There is no such person. */
    public static Cause unknownPerson(String email) {
        return new Cause(Code.UNKNOWN_PERSON, "Nobody in the directory has the address " + email);
    }

    /** What is not there cannot be taken away. */
    public static Cause notHeld(String holderName, String productName) {
        return new Cause(Code.NOT_HELD, holderName + " neither holds " + productName + " nor waits for it");
    }

    /** It was to make room for something that the holder cannot have. */
    public static Cause replacementRefused(String productName) {
        return new Cause(Code.REPLACEMENT_REFUSED, "It stays: " + productName + ", wanted instead, is refused");
    }

    /**
     * It is held and goes on being held, for the same reasons.
     *
     * @param until the last day of the last of them, or null
     */
    public static Cause staysAsItIs(Collection<ReasonType> types, LocalDate until) {
        return new Cause(Code.UNCHANGED, "Nothing changes: held " + heldFor(types, until));
    }

    /** It is waited for, and goes on being so. */
    public static Cause placeStays() {
        return new Cause(Code.UNCHANGED, "Nothing changes: the place in the waiting list stays");
    }

    /** There is only one reason by hand. */
    public static Cause givenByHandBefore() {
        return new Cause(Code.UNCHANGED, "Nothing changes: it was given by hand before");
    }

    /**
     * It is held already, and for one more reason now, which has no end.
     *
     * @param until the last day of the reasons before, or null
     */
    public static Cause alsoByHand(Collection<ReasonType> types, LocalDate until) {
        return new Cause(Code.REASON_ADDED, "Held " + heldFor(types, until) + "; by hand without end from now on");
    }

    private static String heldFor(Collection<ReasonType> types, LocalDate until) {
        return until == null ? "already, " + words(types, ", ") : "until " + DAY.format(until);
    }

    private static String words(Collection<ReasonType> types, String between) {
        return types.stream().map(ReasonType::words).distinct().sorted().collect(Collectors.joining(between));
    }

    /** It goes, and others that need it stay behind. */
    public static Cause stillNeeded(List<String> by) {
        return new Cause(
                Code.STILL_NEEDED,
                String.join(" and ", by) + (by.size() == 1 ? " needs it, and stays" : " need it, and stay")
                        + " without it");
    }

    /** It is held for this reason too, which does not end by hand; the others end. */
    public static Cause remains(ReasonType type, Collection<ReasonType> ended) {
        String rest = ended.isEmpty() ? "" : ". What ends: " + words(ended, "; ");
        return new Cause(Code.REASON_REMAINS, "It stays: " + type.words() + rest);
    }
}
