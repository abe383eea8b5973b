package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.claim.ClaimEvent.ClaimRefused;
import org.licensedesk.assignment.claim.ClaimEvent.ClaimServed;
import org.licensedesk.assignment.claim.ClaimEvent.ProductName;
import org.licensedesk.assignment.claim.ClaimOutcome.AlreadyHeld;
import org.licensedesk.assignment.claim.ClaimOutcome.Assigned;
import org.licensedesk.assignment.claim.ClaimOutcome.Refused;
import org.licensedesk.assignment.claim.Claims.Claim;
import org.licensedesk.assignment.group.Memberships;
import org.licensedesk.assignment.seat.Cause;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.Grant;
import org.licensedesk.assignment.seat.KnownPerson;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.assignment.seat.LiveReason;
import org.licensedesk.assignment.seat.PoolNumbers;
import org.licensedesk.assignment.seat.ReasonType;
import org.licensedesk.assignment.seat.SeatEvent.AssignmentRefused;
import org.licensedesk.assignment.seat.SeatEvent.OfReason;
import org.licensedesk.assignment.seat.SeatEvent.SeatAssigned;
import org.licensedesk.assignment.seat.WhenFull;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/**
 * Gives a seat in the same moment in which somebody claims it, or says why not. Claiming twice gives one seat: the second time
 * it is held already.
 */
@ApplicationScoped
class ClaimLicense {

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm zzz", Locale.ENGLISH);

    private final Database database;
    private final ClaimPolicies policies;
    private final Memberships groups;
    private final Claims claims;
    private final Ledger ledger;
    private final Directory directory;
    private final Outbox outbox;
    private final Clock clock;
    private final ClaimSettings settings;

    ClaimLicense(
            Database database,
            ClaimPolicies policies,
            Memberships groups,
            Claims claims,
            Ledger ledger,
            Directory directory,
            Outbox outbox,
            Clock clock,
            ClaimSettings settings) {
        this.database = database;
        this.policies = policies;
        this.groups = groups;
        this.claims = claims;
        this.ledger = ledger;
        this.directory = directory;
        this.outbox = outbox;
        this.clock = clock;
        this.settings = settings;
    }

    /** Who is to get the product, and who says so: the person, or a service on the person's behalf. */
    record Claimant(KnownPerson person, String actor) {
        String name() {
            return person.holder().name();
        }

        String department() {
            return person.department() == null ? "" : person.department();
        }
    }

    /** The person with this address, if the directory has one. */
    Optional<KnownPerson> person(String email) {
        return database.read(handle ->
                Optional.ofNullable(directory.byEmail(handle, List.of(email)).get(email)));
    }

    /** Claims a product; all that comes of it, refusals included, is in the history. */
    ClaimOutcome claim(String sku, Claimant claimant) {
        return database.inTransaction(tx -> {
            Optional<ClaimPolicy> stated = policies.keep(tx, sku);
            ClaimPolicy policy = stated.orElseGet(() -> ClaimPolicy.off(sku));
            Map<String, String> names = policies.names(tx, policy.candidates());
            if (!names.containsKey(sku)) {
                throw Refusal.notFound("There is no product " + sku + ".");
            }
            return new Attempt(tx, policy, names, claimant, clock.instant()).outcome();
        });
    }

    /** One claim in its transaction. */
    private final class Attempt {
        private final Handle tx;
        private final ClaimPolicy policy;
        private final Map<String, String> names;
        private final Claimant claimant;
        private final Instant now;
        private final LocalDate day;
        private final UUID id = Ids.next();
        private Map<String, PoolNumbers> pools = Map.of();

        Attempt(Handle tx, ClaimPolicy policy, Map<String, String> names, Claimant claimant, Instant now) {
            this.tx = tx;
            this.policy = policy;
            this.names = names;
            this.claimant = claimant;
            this.now = now;
            this.day = LocalDate.ofInstant(now, settings.zone());
        }

        ClaimOutcome outcome() {
            // an application asks whenever it is opened: who has a seat already passes without a lock
            return held().or(this::objection).or(this::objectionUnderLock).orElseGet(this::give);
        }

        private Optional<ClaimOutcome> held() {
            Map<String, LiveReason> bySku = ledger
                    .liveReasons(tx, List.of(claimant.person().holder().id()))
                    .stream()
                    .filter(reason -> reason.state() == LiveReason.State.HELD)
                    .collect(Collectors.toMap(LiveReason::sku, Function.identity(), (one, same) -> one));
            return policy.candidates().stream()
                    .filter(bySku::containsKey)
                    .findFirst()
                    .map(sku ->
                            new AlreadyHeld(sku, names.get(sku), bySku.get(sku).seatId()));
        }

        /** What stands against it whatever the pools have. */
        private Optional<ClaimOutcome> objection() {
            if (!claimant.person().active()) {
                return refused(Cause.deactivated(claimant.name() + " is no longer active"));
            }
            if (!policy.enabled()) {
                return refused(new Cause(Cause.Code.CLAIMS_OFF, product() + " is not given on demand"));
            }
            if (policy.group() != null
                    && !groups.of(tx, claimant.person().holder().id()).contains(policy.group())) {
                String members = groups.names(tx, List.of(policy.group())).get(policy.group());
                return refused(new Cause(
                        Cause.Code.NOT_IN_GROUP,
                        members == null
                                ? product() + " is given on demand to the members of a group that is gone, so to nobody"
                                : "%s is given on demand to the members of %s only, and %s is none of them"
                                        .formatted(product(), members, claimant.name())));
            }
            return Optional.empty();
        }

        /** From here on nobody else gives or claims any of these products; whoever was quicker is seen. */
        private Optional<ClaimOutcome> objectionUnderLock() {
            pools = ledger.lock(tx, policy.candidates());
            return held().or(this::limit);
        }

        private Optional<ClaimOutcome> limit() {
            Claims.Counts counts = claims.counts(tx, policy.sku(), day, claimant.department());
            if (policy.perDay() != null && counts.all() >= policy.perDay()) {
                return refusedByLimit(policy.perDay(), "");
            }
            if (policy.perDepartmentPerDay() != null && counts.ofDepartment() >= policy.perDepartmentPerDay()) {
                String whose = claimant.department().isEmpty()
                        ? " to people without a department"
                        : " to " + claimant.department();
                return refusedByLimit(policy.perDepartmentPerDay(), whose);
            }
            return Optional.empty();
        }

        private Optional<ClaimOutcome> refusedByLimit(int atMost, String toWhom) {
            // where no day gives any, it does not help to wait for the next one
            return refused(limitReached(atMost, toWhom), atMost == 0 ? null : nextDay());
        }

        private ClaimOutcome give() {
            List<String> free = policy.candidates().stream()
                    .filter(sku -> pools.containsKey(sku) && pools.get(sku).toGive() > 0)
                    .toList();
            List<Cause> conflicts = new ArrayList<>();
            for (String sku : free) {
                OfReason fact = ledger.grant(tx, List.of(grant(sku))).get(0);
                if (fact instanceof SeatAssigned assigned) {
                    return assigned(assigned);
                }
                if (fact instanceof AssignmentRefused conflict) {
                    conflicts.add(conflict.cause());
                    continue;
                }
                throw new IllegalStateException("claim " + id + " of a free seat of " + sku + " ended in " + fact);
            }
            return write(new Refused(conflicts.isEmpty() ? allTaken() : conflicts.get(0), null));
        }

        private Grant grant(String sku) {
            return new Grant(
                    Ids.next(),
                    ReasonType.CLAIM,
                    id.toString(),
                    sku,
                    names.get(sku),
                    claimant.person().holder(),
                    now,
                    null,
                    WhenFull.REFUSE,
                    Origin.by(claimant.actor()));
        }

        private ClaimOutcome assigned(SeatAssigned seat) {
            if (!claims.countUp(tx, policy, day, claimant.department())) {
                // cannot happen under the lock of the product's pool; if it does, nothing is given
                throw Refusal.conflict(
                                Cause.Code.LIMIT_REACHED.name(),
                                "Somebody else took today's last seat of " + product() + " at this moment.")
                        .with("outcome", "REFUSED")
                        .with("until", nextDay());
            }
            claims.add(tx, claim(seat.sku(), null));
            claims.forgetRefusals(tx, policy.sku(), claimant.person().holder().id());
            outbox.append(
                    tx,
                    Origin.by(claimant.actor()),
                    new ClaimServed(
                            id,
                            policy.sku(),
                            product(),
                            claimant.person().holder(),
                            claimant.person().department(),
                            new ProductName(seat.sku(), seat.productName()),
                            seat.seatId(),
                            seat.reasonId()));
            return new Assigned(seat.sku(), seat.productName(), seat.seatId());
        }

        private Optional<ClaimOutcome> refused(Cause cause) {
            return refused(cause, null);
        }

        private Optional<ClaimOutcome> refused(Cause cause, Instant until) {
            return Optional.of(write(new Refused(cause, until)));
        }

        /** Answered every time, but written down once in a while: an application that cannot wait asks again and again. */
        private ClaimOutcome write(Refused refused) {
            if (!claims.isNews(
                    tx, claim(null, refused.cause().code().name()), now.minus(settings.refusedAgainAfter()))) {
                return refused;
            }
            claims.add(tx, claim(null, refused.cause().code().name()));
            outbox.append(
                    tx,
                    Origin.by(claimant.actor()),
                    new ClaimRefused(
                            id,
                            policy.sku(),
                            product(),
                            claimant.person().holder(),
                            claimant.person().department(),
                            refused.cause(),
                            refused.until()));
            return refused;
        }

        private Claim claim(String givenSku, String causeCode) {
            return new Claim(
                    id,
                    policy.sku(),
                    claimant.person().holder().id(),
                    claimant.department(),
                    now,
                    day,
                    givenSku,
                    causeCode);
        }

        private Cause limitReached(int atMost, String toWhom) {
            return new Cause(
                    Cause.Code.LIMIT_REACHED,
                    atMost == 0
                            ? "No seat of %s is given on demand%s: the limit is none a day".formatted(product(), toWhom)
                            : "%s of %s may be given on demand%s in a day, and today's %s gone: the next from %s"
                                    .formatted(
                                            atMost == 1 ? "1 seat" : atMost + " seats",
                                            product(),
                                            toWhom,
                                            atMost == 1 ? "is" : "are",
                                            MOMENT.format(day.plusDays(1).atStartOfDay(settings.zone()))));
        }

        private Cause allTaken() {
            PoolNumbers pool = pools.get(policy.sku());
            Cause own = !pool.state().givesSeats()
                    ? Cause.poolClosed(product(), pool.state())
                    : Cause.noFreeSeat(product(), pool.purchased());
            return policy.backups().isEmpty()
                    ? own
                    : new Cause(
                            own.code(),
                            own.sentence() + ", and "
                                    + policy.backups().stream().map(names::get).collect(Collectors.joining(" and "))
                                    + (policy.backups().size() == 1 ? " has" : " have") + " no free seat either");
        }

        private Instant nextDay() {
            return day.plusDays(1).atStartOfDay(settings.zone()).toInstant();
        }

        private String product() {
            return names.get(policy.sku());
        }
    }
}
