package org.licensedesk.request.history;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestPath;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.request.Sql;

/** The whole story of one request, or one claim, on one page that can be printed and filed. */
@Path("/history")
@RolesAllowed(CurrentUser.AUDITOR)
class StoryPage {
    private final HistorySearch search;
    private final Database database;
    private final Clock clock;

    StoryPage(HistorySearch search, Database database, Clock clock) {
        this.search = search;
        this.database = database;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance story(Story story);
    }

    /** An entry, and the number of the one it follows from, counted on this page; null when that is elsewhere. */
    record Line(int number, HistoryEntry entry, Integer becauseOf, HistoryEntry causeElsewhere) {}

    /** Everything the page shows. */
    record Story(
            UUID request,
            boolean claim,
            String product,
            String person,
            List<Line> lines,
            List<Gap> gaps,
            List<String> ranges,
            Instant at) {}

    @GET
    @Path("{id}")
    @Produces(MediaType.TEXT_HTML)
    public TemplateInstance story(@RestPath String id) {
        var request = uuid(id);
        var entries = search.storyOf(request);
        if (entries.isEmpty()) {
            throw Refusal.notFound("The history knows no such request.");
        }
        var first = entries.get(0);
        return Templates.story(new Story(
                request,
                first.isOfClaim(),
                first.sku(),
                first.person(),
                lines(entries),
                Gap.in(entries, waiting(request, entries)),
                Gap.ranges(entries),
                clock.instant()));
    }

    private List<Line> lines(List<HistoryEntry> entries) {
        var numbers = new java.util.HashMap<UUID, Integer>();
        for (var entry : entries) {
            numbers.put(entry.id(), numbers.size() + 1);
        }
        Map<UUID, HistoryEntry> elsewhere = search.byId(entries.stream()
                .map(HistoryEntry::causationId)
                .filter(Objects::nonNull)
                .filter(cause -> !numbers.containsKey(cause))
                .collect(Collectors.toSet()));
        return entries.stream()
                .map(entry -> new Line(
                        numbers.get(entry.id()),
                        entry,
                        numbers.get(entry.causationId()),
                        elsewhere.get(entry.causationId())))
                .toList();
    }

    // what the inbox holds back of the aggregates that carry this request's id, or are known as parts of it
    private List<Gap.Waiting> waiting(UUID request, List<HistoryEntry> entries) {
        var aggregates = Stream.concat(
                        Stream.of(request.toString()), entries.stream().map(HistoryEntry::aggregateId))
                .distinct()
                .toList();
        return database.read(db -> db.createQuery("""
                        select source, aggregatetype, aggregateid, sequence, cause from inbox_parked
                        where aggregateid = any(:aggregates) and sequence is not null
                        """)
                .bind("aggregates", Sql.array("text", aggregates))
                .map((row, context) -> new Gap.Waiting(
                        row.getString("source"),
                        row.getString("aggregatetype"),
                        row.getString("aggregateid"),
                        row.getLong("sequence"),
                        row.getString("cause")))
                .list());
    }

    private static UUID uuid(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException notAnId) {
            throw Refusal.notFound("The history knows no such request.");
        }
    }
}
