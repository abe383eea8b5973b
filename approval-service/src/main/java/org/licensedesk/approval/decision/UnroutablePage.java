package org.licensedesk.approval.decision;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.Blocking;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestQuery;
import org.licensedesk.approval.people.imports.PeopleImports;
import org.licensedesk.chassis.messaging.Database;
import org.licensedesk.chassis.web.CurrentUser;
import org.licensedesk.chassis.web.Paging;

/** The queue of requests nobody can decide, and what else here wants an administrator's attention. */
@Path("/")
@RolesAllowed(CurrentUser.LICENSE_ADMIN)
@Blocking
@Produces(MediaType.TEXT_HTML)
class UnroutablePage {

    private static final int ON_A_PAGE = 50;
    private static final int NAMED = 5;

    private final Database database;
    private final Desk desk;
    private final PeopleImports imports;

    UnroutablePage(Database database, Desk desk, PeopleImports imports) {
        this.database = database;
        this.desk = desk;
        this.imports = imports;
    }

    @CheckedTemplate
    static class Templates {
        static native TemplateInstance queue(List<Row> rows, String next);

        static native TemplateInstance attention(long count, List<Row> rows, List<PeopleImports.Summary> imports);

        static native TemplateInstance requests(List<OfPerson> rows);
    }

    /** One request nobody can decide. */
    record Row(UUID id, String heading, String cause, Instant submittedAt) {
        static Row of(Desk.Item item) {
            return new Row(
                    item.requestId(),
                    CaseWords.heading(
                            item.requester().name(),
                            item.beneficiary().name(),
                            !item.requester().equals(item.beneficiary()),
                            item.productName()),
                    item.cause(),
                    item.submittedAt());
        }
    }

    /** One request that concerns a person. */
    record OfPerson(UUID id, String heading, String kind, String word, Instant submittedAt) {
        static OfPerson of(Desk.Item item) {
            return new OfPerson(
                    item.requestId(),
                    Row.of(item).heading(),
                    kind(item.status()),
                    word(item.status()),
                    item.submittedAt());
        }

        private static String kind(CaseStatus status) {
            return switch (status) {
                case WAITING -> "waiting";
                case UNROUTABLE -> "warning";
                case APPROVED -> "good";
                case REJECTED -> "bad";
                case WITHDRAWN -> "quiet";
            };
        }

        private static String word(CaseStatus status) {
            return switch (status) {
                case WAITING -> "Waiting for a decision";
                case UNROUTABLE -> "Nobody can decide";
                case APPROVED -> "Approved";
                case REJECTED -> "Rejected";
                case WITHDRAWN -> "Withdrawn";
            };
        }
    }

    @GET
    @Path("unroutable")
    public TemplateInstance queue(@BeanParam Paging paging) {
        var after = paging.cursor(2);
        var page = database.read(handle -> desk.unroutable(handle, ON_A_PAGE, after))
                .map(Row::of);
        return Templates.queue(page.items(), page.next());
    }

    /** For the page that gathers what all services want an administrator to look at. */
    @GET
    @Path("fragments/attention")
    public TemplateInstance attention() {
        return database.read(handle -> Templates.attention(
                desk.unroutable(handle),
                desk.unroutable(handle, NAMED, Optional.empty()).map(Row::of).items(),
                imports.wantingAttention(handle)));
    }

    /** What a person asked for or would get, for the page of that person. */
    @GET
    @Path("fragments/requests")
    public TemplateInstance requests(@RestQuery String email) {
        var wanted = email == null ? "" : email.strip().toLowerCase(Locale.ROOT);
        return Templates.requests(database.read(handle -> desk.concerning(handle, wanted, ON_A_PAGE)).stream()
                .map(OfPerson::of)
                .toList());
    }
}
