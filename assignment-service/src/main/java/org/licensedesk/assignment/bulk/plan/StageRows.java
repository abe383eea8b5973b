package org.licensedesk.assignment.bulk.plan;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.plan.BulkFile.Row;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.Like;

/** Writes the rows of a job down: those of a file, or one for each product and each person whom a filter finds. */
@ApplicationScoped
public class StageRows {

    /** What a filter leaves empty is null here, and is not asked. A group's members are those the directory says, nested ones too. */
    private static final String FITS = """
            p.active
            and (:department::text is null or lower(p.department) like :department)
            and (:title::text is null or lower(p.title) like :title)
            and (:manager::text is null or p.manager_id in (select id from person where email = :manager))
            and (:group::text is null
                 or exists (select from group_member m where m.group_id = :group and m.person_id = p.id))
            """;

    /** The rows of a file, as it has them. */
    public void stage(Handle tx, UUID job, List<Row> rows) {
        Columns.of(rows)
                .uuid("jobs", row -> job)
                .number("numbers", Row::number)
                .number("lines", Row::line)
                .text("emails", Row::email)
                .text("skus", Row::sku)
                .day("ends", Row::endsOn)
                .text("written", Row::endsOnAsWritten)
                .text("objections", Row::objection)
                .updateExactly(tx, """
                        insert into bulk_row (job_id, number, line, email, sku, ends_on, ends_on_as_written, objection)
                        select * from unnest(:jobs, :numbers, :lines, :emails, :skus, :ends, :written, :objections)
                        """);
    }

    /** Whether the directory has such a group. */
    public boolean isGroup(Handle tx, String id) {
        return tx.createQuery("select exists (select from directory_group where id = :id and not deleted)")
                .bind("id", id)
                .mapTo(Boolean.class)
                .one();
    }

    /** One row for each product and each active person who fits. @return how many */
    public int stage(Handle tx, UUID job, DirectoryFilter filter, List<String> skus, LocalDate endsOn, int atMost) {
        var insert = tx.createUpdate("""
                insert into bulk_row (job_id, number, email, sku, ends_on)
                select :job, row_number() over (order by v.place, p.email, p.id), p.email, v.sku, :endsOn::date
                from unnest(:skus) with ordinality as v(sku, place)
                cross join lateral (select p.id, p.email from person p where %s limit :atMost) p
                """.formatted(FITS))
                .bind("job", job)
                .bind("endsOn", endsOn)
                .bind("atMost", atMost);
        Columns.of(skus).text("skus", Function.identity()).bindTo(insert);
        return bind(filter, insert).execute();
    }

    /**
     * Who fits the filter by now is added behind, who fits no longer is objected to.
     *
     * @param rows how many there were
     * @return how many there are now
     */
    public int stageAgain(Handle tx, UUID job, int rows, DirectoryFilter filter) {
        bind(filter, tx.createUpdate("""
                        update bulk_row r set objection = case when v.fits then null else 'no longer fits the filter' end
                        from (select r.number, exists (select from person p where p.email = r.email and %s) as fits
                              from bulk_row r where r.job_id = :job) v
                        where r.job_id = :job and r.number = v.number and v.fits = (r.objection is not null)
                        """.formatted(FITS)).bind("job", job)).execute();
        int added = bind(
                        filter,
                        tx.createUpdate("""
                        insert into bulk_row (job_id, number, email, sku, ends_on)
                        select :job, :total + row_number() over (order by v.first, p.email, p.id), p.email, v.sku, v.ends_on
                        from (select sku, min(number) as first, min(ends_on) as ends_on from bulk_row where job_id = :job
                              group by sku) v
                        cross join lateral (select p.id, p.email from person p where %s) p
                        where not exists (select from bulk_row r
                                          where r.job_id = :job and r.email = p.email and r.sku = v.sku)
                        """.formatted(FITS)).bind("job", job).bind("total", rows))
                .execute();
        return rows + added;
    }

    private static <S extends org.jdbi.v3.core.statement.SqlStatement<S>> S bind(DirectoryFilter filter, S statement) {
        return statement
                .bind("department", Like.withStars(filter.department()))
                .bind("title", Like.withStars(filter.title()))
                .bind("manager", filter.manager())
                .bind("group", filter.group());
    }
}
