package org.licensedesk.approval.people;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.util.Optional;
import java.util.UUID;

/** Somebody who works here. Written by imports only, a whole file in one statement; this is how pages and the API read it. */
@Entity
@Table(name = "person")
class Person {

    @Id
    private UUID id;

    @Column(nullable = false, updatable = false)
    private String email;

    @Column(nullable = false)
    private String name;

    private String title;
    private String department;

    @ManyToOne(fetch = FetchType.LAZY)
    @JoinColumn(name = "manager_id")
    private Person manager;

    @Column(nullable = false)
    private boolean active;

    @Version
    private long version;

    protected Person() {} // for Hibernate

    UUID id() {
        return id;
    }

    String email() {
        return email;
    }

    String name() {
        return name;
    }

    String title() {
        return title;
    }

    String department() {
        return department;
    }

    Optional<Person> manager() {
        return Optional.ofNullable(manager);
    }

    boolean isActive() {
        return active;
    }

    PersonRef ref() {
        return new PersonRef(id, email, name);
    }
}
