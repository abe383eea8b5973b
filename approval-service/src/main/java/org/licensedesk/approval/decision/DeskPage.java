package org.licensedesk.approval.decision;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestQuery;
import org.jdbi.v3.core.Handle;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Cursor;
import org.licensedesk.chassis.web.PageOf;
import org.licensedesk.chassis.web.Paging;

/** The approver's desk: what waits, with enough of it to decide in the row, and what was decided. */
@Path("/")
@Authenticated
@Blocking
@Produces(MediaType.TEXT_HTML)
class DeskPage {

    private static final int ON_A_PAGE = 25;
    private static final int DECIDED_BELOW = 10;

    private final Database database;
    private final Desk desk;
    private final Evidence evidence;
    private final CurrentUser currentUser;

    DeskPage(Database database, Desk desk, Evidence evidence, CurrentUser currentUser) {
        this.database = database;
        this.desk = desk;
        this.evidence = evidence;
        this.currentUser = currentUser;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance desk(View view);

        static native TemplateInstance decided(List<DoneRow> rows, String next);

        static native TemplateInstance news(News news);
    }

    /** Everything the desk shows. */
    record View(List<Row> rows, String next, boolean first, List<DoneRow> decided, News news, boolean sometimesAsked) {}

    /** Whether something came since the page was loaded. */
    record News(Desk.Pulse pulse, Desk.Pulse shown) {
        public String version() {
            return pulse.version();
        }

        public String address() {
            return "/approvals/fragments/desk?shown=" + shown.version();
        }

        /** "2 new requests came in." Nothing when only less waits than before: those rows tell it themselves. */
        public String sentence() {
            if (pulse.newest() == null
                    || (shown.newest() != null && !pulse.newest().isAfter(shown.newest()))) {
                return null;
            }
            var more = pulse.waiting() - shown.waiting();
            return more > 1 ? more + " new requests came in." : "A new request came in.";
        }
    }

    /** One waiting case. */
    record Row(
            UUID id,
            String heading,
            String requester,
            String requesterTitle,
            String beneficiary,
            boolean onBehalf,
            String productName,
            String firstLine,
            List<CaseWords.Money> prices,
            String seats,
            boolean seatsFree,
            String parts,
            LocalDate endsOn,
            Instant submittedAt) {}

    /** One decided case. */
    record DoneRow(
            UUID id, String heading, String kind, String word, String reason, Instant decidedAt, boolean withdrawn) {
        static DoneRow of(Desk.Item item) {
            var approved = item.verdict() == Verdict.APPROVE;
            return new DoneRow(
                    item.requestId(),
                    DeskPage.heading(item),
                    approved ? "good" : "bad",
                    approved ? "Approved" : "Rejected",
                    item.reason(),
                    item.decidedAt(),
                    item.status() == CaseStatus.WITHDRAWN);
        }
    }

    @GET
    public TemplateInstance desk(@BeanParam Paging paging) {
        var after = paging.cursor(2);
        return Templates.desk(database.read(handle -> view(handle, after)));
    }

    @GET
    @Path("decided")
    public TemplateInstance decided(@BeanParam Paging paging) {
        var after = paging.cursor(2);
        var page = database.read(handle -> desk.decided(handle, currentUser.email(), true, ON_A_PAGE, after))
                .map(DoneRow::of);
        return Templates.decided(page.items(), page.next());
    }

    /** A line that appears when something new came; rows are never exchanged under the hands of whoever types in them. */
    @GET
    @Path("fragments/desk")
    public Object news(@RestQuery String shown, @RestQuery String version) {
        var news = new News(database.read(handle -> desk.pulse(handle, currentUser.email())), pulse(shown));
        return news.version().equals(version) ? Response.noContent().build() : Templates.news(news);
    }

    private static Desk.Pulse pulse(String version) {
        try {
            var parts = version.split("-", 2);
            var newest = Long.parseLong(parts[1]);
            return new Desk.Pulse(Long.parseLong(parts[0]), newest == 0 ? null : Instant.ofEpochMilli(newest));
        } catch (RuntimeException notOurs) {
            return new Desk.Pulse(0, null);
        }
    }

    private View view(Handle handle, Optional<Cursor> after) {
        var email = currentUser.email();
        var page = desk.waiting(handle, email, true, ON_A_PAGE, after);
        var pulse = desk.pulse(handle, email);
        var decided = after.isPresent()
                ? PageOf.<Desk.Item>all(List.of())
                : desk.decided(handle, email, true, DECIDED_BELOW, Optional.empty());
        var products = evidence.products(
                handle, page.items().stream().flatMap(DeskPage::skus).collect(Collectors.toSet()));
        return new View(
                page.items().stream().map(item -> row(item, products)).toList(),
                page.next(),
                after.isEmpty(),
                decided.items().stream().map(DoneRow::of).toList(),
                new News(pulse, pulse),
                !page.isEmpty() || desk.isSometimesAsked(handle, email));
    }

    private static Stream<String> skus(Desk.Item item) {
        return item.licensePackage() == null
                ? Stream.of(item.sku())
                : item.licensePackage().parts().stream().map(LicensePackage.Part::sku);
    }

    private static Row row(Desk.Item item, Map<String, Evidence.Product> known) {
        var asked = skus(item).toList();
        var products = asked.stream().map(known::get).filter(Objects::nonNull).toList();
        return new Row(
                item.requestId(),
                heading(item),
                item.requester().name(),
                item.requesterTitle(),
                item.beneficiary().name(),
                isOnBehalf(item),
                item.productName(),
                CaseWords.firstLine(item.justification()),
                CaseWords.together(products),
                item.licensePackage() == null
                        ? CaseWords.seats(known.get(item.sku()))
                        : CaseWords.seatsOfParts(item.licensePackage().parts(), known),
                products.size() == asked.size() && products.stream().allMatch(product -> product.free() > 0),
                item.licensePackage() == null
                        ? null
                        : item.licensePackage().parts().stream()
                                .map(LicensePackage.Part::productName)
                                .collect(Collectors.joining(", ")),
                item.endsOn(),
                item.submittedAt());
    }

    private static String heading(Desk.Item item) {
        return CaseWords.heading(
                item.requester().name(), item.beneficiary().name(), isOnBehalf(item), item.productName());
    }

    private static boolean isOnBehalf(Desk.Item item) {
        return !item.requester().email().equals(item.beneficiary().email());
    }
}
