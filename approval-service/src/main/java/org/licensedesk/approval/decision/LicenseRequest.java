package org.licensedesk.approval.decision;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Objects;
import java.util.UUID;
import org.licensedesk.approval.people.PersonRef;

/**
 * One person asks for one product, or one package of them, for one beneficiary: what the case is about, as it was submitted.
 *
 * @param sku the product, or the package's id
 * @param endsOn the last day on which the license is wanted, or null
 * @param extended the earlier request whose license is to last longer, or null
 * @param licensePackage the package asked for; null: a single product
 */
public record LicenseRequest(
        UUID id,
        String sku,
        String productName,
        PersonRef requester,
        PersonRef beneficiary,
        String justification,
        LocalDate endsOn,
        Extended extended,
        Instant submittedAt,
        LicensePackage licensePackage) {

    /** An earlier request, and the day on which its license ends. */
    public record Extended(UUID requestId, LocalDate endsOn) {}

    public LicenseRequest {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(sku, "sku");
        Objects.requireNonNull(productName, "productName");
        Objects.requireNonNull(requester, "requester");
        Objects.requireNonNull(beneficiary, "beneficiary");
        Objects.requireNonNull(justification, "justification");
        Objects.requireNonNull(submittedAt, "submittedAt");
    }

    /** Whether several products are asked for as one. */
    public boolean isForPackage() {
        return licensePackage != null;
    }

    /** The reason that assignment-service makes of a part of the package. */
    UUID reasonOf(LicensePackage.Part part) {
        return UUID.nameUUIDFromBytes((id + "/" + part.sku()).getBytes(StandardCharsets.UTF_8));
    }

    /** Whether somebody asks for somebody else. */
    public boolean isOnBehalf() {
        return !requester.isSameAs(beneficiary);
    }

    /** Whether this person asked for it or would get it, and so must not decide on it. */
    public boolean concerns(PersonRef person) {
        return person.isSameAs(requester) || person.isSameAs(beneficiary);
    }

    /** The same by email, for accounts that are not in the directory. */
    public boolean concerns(String email) {
        return email.equals(requester.email()) || email.equals(beneficiary.email());
    }
}
