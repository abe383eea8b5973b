package org.licensedesk.approval.people;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;

/** Those who decide where nobody up the line can. */
@ApplicationScoped
class LicenseOwners implements PanacheRepositoryBase<LicenseOwner, UUID> {

    /** The owners as persons, by name. */
    List<Person> persons() {
        return getEntityManager()
                .createQuery(
                        "select p from LicenseOwner o join Person p on p.id = o.personId order by p.name, p.id",
                        Person.class)
                .getResultList();
    }
}
