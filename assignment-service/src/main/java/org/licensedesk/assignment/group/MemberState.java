package org.licensedesk.assignment.group;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.licensedesk.assignment.seat.Cause;

/** What a member has of a product on the group, by the names that administrators know from elsewhere. */
public enum MemberState {
    MUTUALLY_EXCLUSIVE("MutuallyExclusiveViolation", "holds an excluded product", "bad"),
    DEPENDENCY("DependencyViolation", "lacks a prerequisite", "bad"),
    COUNT("CountViolation", "waits for a seat", "waiting"),
    /** Nobody loses a seat with its prerequisite: it is held, paid for, and shown with a warning. */
    WARNED("ACTIVE", "has a seat, lacks a prerequisite", "warning"),
    ACTIVE("ACTIVE", "has a seat", "good");

    /** The state of a reason of the ledger, in SQL; the constants' names come out. */
    static final String OF_REASON = """
            case when r.state = 'HELD' and exists (
                     select from pool q cross join unnest(q.requires) as needed where q.sku = r.sku
                       and not exists (select from seat s where s.holder_id = r.holder_id and s.sku = needed)) then 'WARNED'
                 when r.state = 'HELD' then 'ACTIVE'
                 when r.state = 'WAITING' or r.cause_code = 'SUBSCRIPTION_ENDED' then 'COUNT'
                 when r.cause_code = 'EXCLUDED' then 'MUTUALLY_EXCLUSIVE' else 'DEPENDENCY' end""";

    private final String code;
    private final String words;
    private final String kind;

    MemberState(String code, String words, String kind) {
        this.code = code;
        this.words = words;
        this.kind = kind;
    }

    /** As programs know it. */
    @JsonValue
    public String code() {
        return code;
    }

    /** As it stands after a person's name. */
    public String words() {
        return words;
    }

    /** The chip it is shown as. */
    public String kind() {
        return kind;
    }

    /** Whether there is a seat, with or without a warning. */
    public boolean hasSeat() {
        return this == ACTIVE || this == WARNED;
    }

    public boolean isError() {
        return !hasSeat();
    }

    /** Those that programs know by this code, in any case. */
    static List<MemberState> codedAs(String code) {
        return Arrays.stream(values())
                .filter(state -> state.code.equalsIgnoreCase(code))
                .toList();
    }

    /** By its name. */
    static Optional<MemberState> named(String name) {
        return Arrays.stream(values())
                .filter(state -> state.name().equals(name))
                .findFirst();
    }

    /** By the code of the cause that keeps a reason from being given a seat. */
    static MemberState blockedBy(Cause.Code cause) {
        return switch (cause) {
            case EXCLUDED -> MUTUALLY_EXCLUSIVE;
            case SUBSCRIPTION_ENDED -> COUNT;
            default -> DEPENDENCY;
        };
    }
}
