package org.licensedesk.request.history;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.StreamingOutput;
import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.FieldErrors;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;
import org.licensedesk.chassis.web.Refusal;
import org.licensedesk.chassis.web.WebSettings;
import org.licensedesk.request.history.HistorySearch.Consequences;
import org.licensedesk.request.history.HistorySearch.Direction;

/** The auditor's page: all that ever happened, newest first, in sentences. */
@Path("/history")
@RolesAllowed(CurrentUser.AUDITOR)
class HistoryPage {
    private static final int EXPORTED_AT_ONCE = 1_000;

    private final HistorySearch search;
    private final SearchBox searchBox;
    private final WebSettings settings;
    private final Clock clock;

    HistoryPage(HistorySearch search, SearchBox searchBox, WebSettings settings, Clock clock) {
        this.search = search;
        this.searchBox = searchBox;
        this.settings = settings;
        this.clock = clock;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance history(View view, FieldErrors errors);
    }

    /** An entry with what it came from and what came of it. */
    record Row(HistoryEntry entry, HistoryEntry cause, Consequences consequences) {}

    /** A kind of event to choose from. */
    record Kind(String type, String words) {}

    /** Everything the page shows. */
    record View(String q, Map<String, String> filters, List<Row> rows, String next, String query, boolean tooMuch) {
        public List<Kind> kinds() {
            return Sentences.knownTypes().stream()
                    .map(type -> new Kind(type, Sentences.words(type)))
                    .toList();
        }

        /** What was typed into a filter. */
        public String of(String filter) {
            return filters.get(filter);
        }

        public boolean isFiltered() {
            return !filters.isEmpty();
        }

        public boolean isNarrowed() {
            return isFiltered() || !q.isEmpty();
        }
    }

    @GET
    @Produces(MediaType.TEXT_HTML)
    public Object history(@RestQuery String q, @BeanParam HistoryQuery query, @BeanParam Paging paging) {
        var typed = Objects.toString(q, "").strip();
        try {
            var meaning = searchBox.of(typed);
            var filter = query.filter(settings.zone(), meaning.anyOf());
            var page = PageOf.of(
                    search.find(filter, Direction.NEWEST_FIRST, paging.cursor(2), paging.limit() + 1),
                    paging.limit(),
                    HistoryEntry::place);
            var view = new View(
                    typed, query.typed(), rows(page.items()), page.next(), encoded(typed, query), meaning.tooMuch());
            return Templates.history(view, FieldErrors.none());
        } catch (Refusal refusal) {
            if (refusal.fieldErrors().isEmpty()) {
                throw refusal;
            }
            var view = new View(typed, query.typed(), List.of(), null, "", false);
            return RestResponse.status(Status.BAD_REQUEST, Templates.history(view, refusal.fieldErrors()));
        }
    }

    @GET
    @Path("export")
    @Produces("text/csv;charset=UTF-8")
    public Response export(@RestQuery String q, @BeanParam HistoryQuery query) {
        var filter = query.filter(settings.zone(), searchBox.of(q).anyOf());
        StreamingOutput lines = out -> {
            var spreadsheet = new Spreadsheet(out);
            Optional<Cursor> place = Optional.empty();
            List<HistoryEntry> entries;
            do {
                entries = search.find(filter, Direction.NEWEST_FIRST, place, EXPORTED_AT_ONCE);
                entries.forEach(spreadsheet::add);
                spreadsheet.flush();
                place = entries.isEmpty()
                        ? place
                        : Optional.of(entries.get(entries.size() - 1).place());
            } while (entries.size() == EXPORTED_AT_ONCE);
        };
        var today = LocalDate.ofInstant(clock.instant(), settings.zone());
        return Response.ok(lines)
                .header("Content-Disposition", "attachment; filename=\"license-desk-history-" + today + ".csv\"")
                .build();
    }

    private List<Row> rows(List<HistoryEntry> entries) {
        var causes = search.byId(entries.stream()
                .map(HistoryEntry::causationId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<UUID, Consequences> consequences =
                search.consequencesOf(entries.stream().map(HistoryEntry::id).toList());
        return entries.stream()
                .map(entry -> new Row(
                        entry,
                        causes.get(entry.causationId()),
                        consequences.getOrDefault(entry.id(), Consequences.NONE)))
                .toList();
    }

    private static String encoded(String q, HistoryQuery query) {
        var fields = new LinkedHashMap<String, String>();
        if (!q.isEmpty()) {
            fields.put("q", q);
        }
        fields.putAll(query.typed());
        return HistoryQuery.encoded(fields);
    }
}
