package org.licensedesk.assignment.dashboard;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.seat.Columns;
import org.licensedesk.assignment.seat.SeatSettings;
import org.licensedesk.chassis.messaging.Database;

/** Writes down how each pool stands on each day, and reads it back. Any number of replicas may write: the latest look counts. */
@ApplicationScoped
class PoolDays {

    private final Database database;
    private final DashboardSettings settings;
    private final SeatSettings seats;
    private final Clock clock;

    PoolDays(Database database, DashboardSettings settings, SeatSettings seats, Clock clock) {
        this.database = database;
        this.settings = settings;
        this.seats = seats;
        this.clock = clock;
    }

    @Scheduled(
            every = "${assignment.dashboard.look-every}",
            delayed = "20s",
            concurrentExecution = ConcurrentExecution.SKIP)
    void writeDown() {
        database.doInTransaction(
                tx -> tx.createUpdate("""
                        insert into pool_day (sku, day, purchased, used, waiting)
                        select sku, :today, purchased, used, waiting from pool
                        where purchased > 0 or waiting > 0
                           or exists (select from pool_day earlier where earlier.sku = pool.sku)
                        order by sku
                        on conflict (sku, day) do update
                            set purchased = excluded.purchased, used = excluded.used, waiting = excluded.waiting
                        where (pool_day.purchased, pool_day.used, pool_day.waiting)
                              is distinct from (excluded.purchased, excluded.used, excluded.waiting)
                        """).bind("today", today()).execute());
    }

    /** Keeps figures of days that are over, each day of a product at most once; those that were taken: what was counted here stays. */
    List<PoolDay> keep(Handle tx, List<PoolDay> brought) {
        return Columns.of(brought)
                .text("skus", PoolDay::sku)
                .day("days", PoolDay::day)
                .number("purchased", PoolDay::purchased)
                .number("used", PoolDay::used)
                .number("waiting", PoolDay::waiting)
                .bindTo(tx.createQuery("""
                        insert into pool_day (sku, day, purchased, used, waiting, reported)
                        select *, true from unnest(:skus, :days, :purchased, :used, :waiting)
                        on conflict (sku, day) do update
                            set purchased = excluded.purchased, used = excluded.used, waiting = excluded.waiting
                        where pool_day.reported
                        returning sku, day, purchased, used, waiting
                        """))
                .mapTo(PoolDay.class)
                .list();
    }

    LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), seats.zone());
    }

    /** The days the forecast looks back over, of each product, in order. */
    Map<String, List<PoolDay>> bySku(Handle handle) {
        return handle
                .createQuery(
                        "select sku, day, purchased, used, waiting from pool_day where day > :from and day <= :today order by sku, day")
                .bind("from", today().minusDays(settings.forecastOverDays()))
                .bind("today", today())
                .mapTo(PoolDay.class)
                .stream()
                .collect(Collectors.groupingBy(PoolDay::sku));
    }
}
