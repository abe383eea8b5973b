package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.claim.ClaimEvent.ClaimPolicyChanged;
import org.licensedesk.assignment.claim.ClaimEvent.ProductName;
import org.licensedesk.assignment.group.Memberships;
import org.licensedesk.assignment.group.Memberships.GroupName;
import org.licensedesk.assignment.seat.Ledger;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;

/** Says who may take seats of a product without asking. Seats that were given before stay with their holders. */
@ApplicationScoped
class SetClaimPolicy {

    private final Database database;
    private final ClaimPolicies policies;
    private final Memberships groups;
    private final Ledger ledger;
    private final Outbox outbox;

    SetClaimPolicy(Database database, ClaimPolicies policies, Memberships groups, Ledger ledger, Outbox outbox) {
        this.database = database;
        this.policies = policies;
        this.groups = groups;
        this.ledger = ledger;
        this.outbox = outbox;
    }

    /** From now on this holds. The same again changes nothing and tells nobody. */
    void to(ClaimPolicy policy, String administrator) {
        database.doInTransaction(tx -> {
            Map<String, String> names = namesOf(tx, policy);
            GroupName group = group(tx, policy);
            ClaimPolicy before = before(tx, policy.sku());
            if (policy.equals(before)) {
                return;
            }
            if (policy.isDefault()) {
                policies.remove(tx, policy.sku());
            } else {
                policies.save(tx, policy);
            }
            outbox.append(
                    tx,
                    Origin.by(administrator),
                    new ClaimPolicyChanged(
                            policy.sku(),
                            names.get(policy.sku()),
                            policy.enabled(),
                            group,
                            policy.perDay(),
                            policy.perDepartmentPerDay(),
                            policy.backups().stream()
                                    .map(backup -> new ProductName(backup, names.get(backup)))
                                    .toList()));
            ledger.tellStateOf(tx, List.of(policy.sku()));
        });
    }

    /** Two administrators at once: the later one sees what the earlier one has set. */
    private ClaimPolicy before(Handle tx, String sku) {
        // no lock on the product: whoever defines one holds its pool, which is taken last here
        tx.createQuery(
                        "select pg_advisory_xact_lock(hashtextextended('assignment-service: claims of ' || :sku, 0))::text")
                .bind("sku", sku)
                .mapTo(String.class)
                .one();
        return policies.of(tx, sku).orElseGet(() -> ClaimPolicy.off(sku));
    }

    private Map<String, String> namesOf(Handle tx, ClaimPolicy policy) {
        Map<String, String> names = policies.names(tx, policy.candidates());
        if (!names.containsKey(policy.sku())) {
            throw Refusal.notFound("There is no product " + policy.sku() + ".");
        }
        List<String> unknown = policy.backups().stream()
                .filter(backup -> !names.containsKey(backup))
                .toList();
        if (!unknown.isEmpty()) {
            throw Refusal.invalid("backups", "There is no product " + String.join(" and no ", unknown) + ".");
        }
        return names;
    }

    private GroupName group(Handle tx, ClaimPolicy policy) {
        if (policy.group() == null) {
            return null;
        }
        String name = groups.names(tx, List.of(policy.group())).get(policy.group());
        if (name == null) {
            throw Refusal.invalid("group", "There is no group " + policy.group() + ".");
        }
        return new GroupName(policy.group(), name);
    }
}
