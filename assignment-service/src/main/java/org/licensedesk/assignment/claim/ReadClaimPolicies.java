package org.licensedesk.assignment.claim;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.group.Memberships;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.Refusal;

/** Policies with the names of what they speak of, for pages and the API. */
@ApplicationScoped
class ReadClaimPolicies {

    private final Database database;
    private final ClaimPolicies policies;
    private final Memberships groups;

    ReadClaimPolicies(Database database, ClaimPolicies policies, Memberships groups) {
        this.database = database;
        this.policies = policies;
        this.groups = groups;
    }

    /** That of a product, the default one where nobody has said anything. */
    PolicyRow of(String sku) {
        return database.read(handle -> {
            ClaimPolicy policy = policies.of(handle, sku).orElseGet(() -> ClaimPolicy.off(sku));
            PolicyRow row = named(handle, List.of(policy)).get(0);
            if (row.productName() == null) {
                throw Refusal.notFound("There is no product " + sku + ".");
            }
            return row;
        });
    }

    /** Those that were set, behind this sku and in the order of their skus. */
    List<PolicyRow> after(String sku, int atMost) {
        return database.read(handle -> named(handle, policies.after(handle, sku, atMost)));
    }

    private List<PolicyRow> named(Handle handle, List<ClaimPolicy> some) {
        Map<String, String> names = policies.names(
                handle,
                some.stream()
                        .flatMap(policy -> policy.candidates().stream())
                        .distinct()
                        .toList());
        Map<String, String> groupNames = groups.names(
                handle,
                some.stream()
                        .map(ClaimPolicy::group)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList());
        return some.stream()
                .map(policy -> new PolicyRow(
                        policy,
                        names.get(policy.sku()),
                        policy.group() == null ? null : groupNames.get(policy.group()),
                        policy.backups().stream().map(names::get).toList()))
                .toList();
    }
}
