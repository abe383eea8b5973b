package org.licensedesk.approval.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

/** A person who decides where nobody up the line can. */
@Entity
@Table(name = "license_owner")
class LicenseOwner {

    @Id
    @Column(name = "person_id")
    private UUID personId;

    @Column(name = "named_by", nullable = false)
    private String namedBy;

    @Column(name = "named_at", nullable = false)
    private Instant namedAt;

    @Version
    private long version;

    protected LicenseOwner() {} // for Hibernate

    LicenseOwner(UUID personId, String namedBy, Instant namedAt) {
        this.personId = personId;
        this.namedBy = namedBy;
        this.namedAt = namedAt;
    }

    UUID personId() {
        return personId;
    }
}
