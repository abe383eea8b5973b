package org.licensedesk.assignment.product;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** Says what other roles of a product would do to the seats that are held. It changes nothing and promises nothing. */
@ApplicationScoped
class PreviewRoles {

    private final Database database;

    PreviewRoles(Database database) {
        this.database = database;
    }

    RoleChange of(String sku, List<String> roles) {
        return database.read(handle -> of(handle, sku, roles));
    }

    RoleChange of(Handle handle, String sku, List<String> roles) {
        var query = handle.createQuery("""
                        select count(*) filter (where today and not afterwards) as unusable,
                               count(*) filter (where not today and afterwards) as usable
                        from (select cardinality(pool.roles) = 0 or s.roles && pool.roles as today,
                                     cardinality(:roles) = 0 or s.roles && :roles as afterwards
                              from seat s join pool using (sku) where s.sku = :sku) held
                        """).bind("sku", sku);
        return Columns.of(roles)
                .text("roles", Function.identity())
                .bindTo(query)
                .map((row, context) -> new RoleChange(row.getInt("unusable"), row.getInt("usable")))
                .one();
    }
}
