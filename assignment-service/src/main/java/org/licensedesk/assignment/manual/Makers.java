package org.licensedesk.assignment.manual;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.chassis.messaging.Database;

/** Who gave what by hand. */
@ApplicationScoped
public class Makers {

    private final Database database;

    Makers(Database database) {
        this.database = database;
    }

    private record Maker(String source, String name) {}

    /** The names of those who gave for these sources of MANUAL reasons, by source; one nobody knows is left out. */
    public Map<String, String> of(Collection<String> sources) {
        if (sources.isEmpty()) {
            return Map.of();
        }
        List<Maker> makers = database.read(handle -> Columns.of(sources)
                .text("sources", Function.identity())
                .bindTo(handle.createQuery("""
                        select id::text as source, made_by_name as name from manual_assignment
                        where id = any(select source::uuid from unnest(:sources) as source
                                       where source ~ '^[0-9a-f-]{36}$')
                        """))
                .mapTo(Maker.class)
                .list());
        return makers.stream().collect(Collectors.toMap(Maker::source, Maker::name));
    }
}
