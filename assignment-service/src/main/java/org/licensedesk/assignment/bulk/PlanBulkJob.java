package org.licensedesk.assignment.bulk;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.ToIntBiFunction;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.licensedesk.assignment.bulk.BulkEvent.BulkJobPlanned;
import org.licensedesk.assignment.bulk.plan.BulkFile;
import org.licensedesk.assignment.bulk.plan.BulkPlan;
import org.licensedesk.assignment.bulk.plan.DirectoryFilter;
import org.licensedesk.assignment.bulk.plan.JudgeRows;
import org.licensedesk.assignment.bulk.plan.StageRows;
import org.licensedesk.assignment.bulk.plan.SumUpPlan;
import org.licensedesk.assignment.group.Memberships;
import org.licensedesk.assignment.seat.Directory;
import org.licensedesk.assignment.seat.ProductNames;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.messaging.Ids;
import org.licensedesk.chassis.messaging.Origin;
import org.licensedesk.chassis.messaging.Outbox;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.Words;

/** Makes a job out of a file or a filter: what would happen is said, and nothing happens. */
@ApplicationScoped
class PlanBulkJob {

    private static final int MOST_PRODUCTS = 50;
    private static final int LONGEST_TITLE = 200;

    private final Database database;
    private final BulkJobs jobs;
    private final StageRows stageRows;
    private final JudgeRows judgeRows;
    private final SumUpPlan sumUpPlan;
    private final Directory directory;
    private final Memberships groups;
    private final Outbox outbox;
    private final BulkSettings settings;
    private final Clock clock;

    PlanBulkJob(
            Database database,
            BulkJobs jobs,
            StageRows stageRows,
            JudgeRows judgeRows,
            SumUpPlan sumUpPlan,
            Directory directory,
            Memberships groups,
            Outbox outbox,
            BulkSettings settings,
            Clock clock) {
        this.database = database;
        this.jobs = jobs;
        this.stageRows = stageRows;
        this.judgeRows = judgeRows;
        this.sumUpPlan = sumUpPlan;
        this.directory = directory;
        this.groups = groups;
        this.outbox = outbox;
        this.settings = settings;
        this.clock = clock;
    }

    /** Who plans. */
    record Administrator(String email, String name) {}

    /** @param name what the file is called, or null */
    UUID ofFile(byte[] file, String name, Administrator by) {
        return plan(
                (tx, job) -> BulkFile.read(file, settings.mostRows(), batch -> stageRows.stage(tx, job, batch)),
                (tx, total) ->
                        name == null || name.isBlank() ? "A file with " + Words.counted(total, "row") : name.strip(),
                null,
                by);
    }

    /** @param endsOn the last day of all that is given, or null */
    UUID ofFilter(DirectoryFilter filter, List<String> skus, LocalDate endsOn, Administrator by) {
        List<String> products = skus == null
                ? List.of()
                : skus.stream()
                        .filter(sku -> sku != null && !sku.isBlank())
                        .map(String::strip)
                        .distinct()
                        .toList();
        if (filter == null) {
            throw Refusal.invalid("filter", "Say whom: a department, a title, a manager or a group.");
        }
        filter.orRefusal();
        if (products.isEmpty()) {
            throw Refusal.invalid("skus", "Name at least one product.");
        }
        if (products.size() > MOST_PRODUCTS) {
            throw Refusal.invalid("skus", "At most " + MOST_PRODUCTS + " products can be given at once.");
        }
        return plan(
                (tx, job) -> {
                    if (filter.group() != null && !stageRows.isGroup(tx, filter.group())) {
                        throw Refusal.invalid("group", "There is no group " + filter.group() + ".");
                    }
                    int total = stageRows.stage(tx, job, filter, products, endsOn, settings.mostRows() + 1);
                    if (total == 0) {
                        throw Refusal.invalid("filter", "Nobody fits this filter.");
                    }
                    if (total > settings.mostRows()) {
                        throw Refusal.tooLarge("One job may have up to " + settings.mostRows() + " rows.");
                    }
                    return total;
                },
                (tx, total) -> title(tx, filter, products),
                filter,
                by);
    }

    private String title(Handle tx, DirectoryFilter filter, List<String> products) {
        String manager = filter.manager() == null
                ? null
                : Optional.ofNullable(
                                directory.byEmail(tx, List.of(filter.manager())).get(filter.manager()))
                        .map(person -> person.holder().name())
                        .orElse(filter.manager());
        String group = filter.group() == null
                ? null
                : groups.names(tx, List.of(filter.group())).getOrDefault(filter.group(), filter.group());
        Map<String, String> names = ProductNames.of(tx, products);
        return filter.words(manager, group) + ": "
                + products.stream().map(sku -> names.getOrDefault(sku, sku)).collect(Collectors.joining(", "));
    }

    private UUID plan(
            ToIntBiFunction<Handle, UUID> stage,
            BiFunction<Handle, Integer, String> title,
            DirectoryFilter filter,
            Administrator by) {
        return database.inTransaction(tx -> {
            UUID id = Ids.next();
            int total = stage.applyAsInt(tx, id);
            judgeRows.judge(tx, id, filter != null, false);
            BulkPlan plan = sumUpPlan.of(tx, id);
            Instant now = clock.instant();
            BulkJob job = BulkJob.planned(
                    id,
                    shortened(title.apply(tx, total)),
                    filter == null ? null : jobs.write(filter),
                    plan,
                    jobs.write(plan),
                    now,
                    by.email(),
                    by.name());
            jobs.insert(tx, job);
            jobs.remember(
                    tx,
                    id,
                    outbox.append(
                            tx,
                            Origin.by(by.email()),
                            new BulkJobPlanned(
                                    id,
                                    job.title(),
                                    total,
                                    plan.gains(),
                                    plan.alreadyHeld(),
                                    plan.waits(),
                                    plan.rejected())));
            return id;
        });
    }

    private static String shortened(String title) {
        String oneLine = title.replaceAll("\\p{Cntrl}", " ");
        return oneLine.length() <= LONGEST_TITLE ? oneLine : oneLine.substring(0, LONGEST_TITLE - 1) + "…";
    }
}
