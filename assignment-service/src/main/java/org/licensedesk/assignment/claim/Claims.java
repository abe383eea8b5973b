package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** What became of every claim, and how many seats claims have given in a day. */
@ApplicationScoped
class Claims {

    /**
     * One claim as it is written down.
     *
     * @param department where the person works; empty if nobody knows
     * @param givenSku the product of the seat it gave; null if it was refused
     * @param causeCode why it was refused; null if it gave a seat
     */
    record Claim(
            UUID id,
            String sku,
            UUID personId,
            String department,
            Instant at,
            LocalDate day,
            String givenSku,
            String causeCode) {}

    /** How many seats were given so far, to everybody and to the people of one department. */
    record Counts(int all, int ofDepartment) {}

    void add(Handle tx, Claim claim) {
        tx.createUpdate("""
                        insert into claim (id, sku, given_sku, person_id, department, claimed_at, day, cause_code)
                        values (:id, :sku, :given, :person, :department, :at, :day, :cause)
                        """)
                .bind("id", claim.id())
                .bind("sku", claim.sku())
                .bind("given", claim.givenSku())
                .bind("person", claim.personId())
                .bind("department", claim.department())
                .bind("at", claim.at().atOffset(ZoneOffset.UTC))
                .bind("day", claim.day())
                .bind("cause", claim.causeCode())
                .execute();
    }

    /**
     * Whether this refusal is to be written down: the same person has not been refused the same product for the same cause since
     * then. Of two that ask at once, one is told yes.
     */
    boolean isNews(Handle tx, Claim refused, Instant since) {
        return tx.createUpdate("""
                                insert into claim_refusal as last (sku, person_id, cause_code, written_at)
                                values (:sku, :person, :cause, :at)
                                on conflict (sku, person_id, cause_code) do update set written_at = excluded.written_at
                                where last.written_at <= :since
                                """)
                        .bind("sku", refused.sku())
                        .bind("person", refused.personId())
                        .bind("cause", refused.causeCode())
                        .bind("at", refused.at().atOffset(ZoneOffset.UTC))
                        .bind("since", since.atOffset(ZoneOffset.UTC))
                        .execute()
                == 1;
    }

    /** The person has got what they claimed: the next refusal is news again. */
    void forgetRefusals(Handle tx, String sku, UUID personId) {
        tx.createUpdate("delete from claim_refusal where sku = :sku and person_id = :person")
                .bind("sku", sku)
                .bind("person", personId)
                .execute();
    }

    Counts counts(Handle handle, String sku, LocalDate day, String department) {
        return handle.createQuery("""
                        select coalesce((select claimed from claim_count where sku = :sku and day = :day), 0) as everybody,
                               coalesce((select claimed from claim_count_of_department
                                         where sku = :sku and day = :day and department = :department), 0) as department
                        """)
                .bind("sku", sku)
                .bind("day", day)
                .bind("department", department)
                .map((row, context) -> new Counts(row.getInt("everybody"), row.getInt("department")))
                .one();
    }

    /**
     * Counts one seat more, unless that were more than the policy allows: the condition stands in the statements that count,
     * so that no crossing of claims can give more.
     *
     * @return whether it could be counted; if not, the transaction has to be undone
     */
    boolean countUp(Handle tx, ClaimPolicy policy, LocalDate day, String department) {
        int counted = tx.createUpdate("""
                        insert into claim_count as counted (sku, day, claimed)
                        select :sku, :day, 1 where :atMost::int is null or :atMost::int > 0
                        on conflict (sku, day) do update set claimed = counted.claimed + 1
                        where :atMost::int is null or counted.claimed < :atMost::int
                        """)
                .bind("sku", policy.sku())
                .bind("day", day)
                .bind("atMost", policy.perDay())
                .execute();
        int countedOfDepartment = tx.createUpdate("""
                        insert into claim_count_of_department as counted (sku, day, department, claimed)
                        select :sku, :day, :department, 1 where :atMost::int is null or :atMost::int > 0
                        on conflict (sku, day, department) do update set claimed = counted.claimed + 1
                        where :atMost::int is null or counted.claimed < :atMost::int
                        """)
                .bind("sku", policy.sku())
                .bind("day", day)
                .bind("department", department)
                .bind("atMost", policy.perDepartmentPerDay())
                .execute();
        return counted == 1 && countedOfDepartment == 1;
    }
}
