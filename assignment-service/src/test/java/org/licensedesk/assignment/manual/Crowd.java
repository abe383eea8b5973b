package org.licensedesk.assignment.manual;

import jakarta.inject.Singleton;
import java.util.List;
import org.licensedesk.assignment.seat.Holder;
import org.licensedesk.assignment.seat.LedgerStory;
import org.licensedesk.chassis.messaging.Database;

/** People whom the directory knows, and how the products of a test stand to each other. */
@Singleton
public class Crowd {

    private final Database database;

    Crowd(Database database) {
        this.database = database;
    }

    /** Somebody of the directory. */
    public Holder somebody() {
        Holder holder = LedgerStory.somebody();
        database.doInTransaction(tx -> tx.createUpdate("""
                        insert into person (id, email, name, title, department, active, as_of)
                        values (:id, :email, :name, 'Engineer', 'Harbour works', true, now())
                        """)
                .bind("id", holder.id())
                .bind("email", holder.email())
                .bind("name", holder.name())
                .execute());
        return holder;
    }

    /** Puts the one above the other. */
    public void reports(Holder person, Holder manager) {
        database.doInTransaction(tx -> tx.createUpdate("update person set manager_id = :manager where id = :person")
                .bind("manager", manager.id())
                .bind("person", person.id())
                .execute());
    }

    /** How often somebody holds or waits for a product because of an administrator. */
    public int reasonsByHand(String sku, Holder holder) {
        return database.read(handle -> handle.createQuery("""
                        select count(*) from reason where sku = :sku and holder_id = :holder and type = 'MANUAL'
                           and state in ('HELD', 'WAITING')
                        """)
                .bind("sku", sku)
                .bind("holder", holder.id())
                .mapTo(Integer.class)
                .one());
    }

    /** Everything that ever happened to somebody, as the ledger keeps it. */
    public List<String> statesOf(Holder holder) {
        return database.read(handle -> handle.createQuery("select state from reason where holder_id = :holder")
                .bind("holder", holder.id())
                .mapTo(String.class)
                .list());
    }
}
