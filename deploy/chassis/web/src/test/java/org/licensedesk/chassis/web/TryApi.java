package org.licensedesk.chassis.web;

import io.quarkus.security.Authenticated;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jboss.resteasy.reactive.RestPath;

/** An API of the kind that services have. */
@Path("api")
@Authenticated
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
class TryApi {

    public enum Decision {
        APPROVE,
        REJECT
    }

    public record Inner(String name) {}

    public record Order(
            @NotBlank @Size(min = 10, max = 2000, message = "Say it in 10 to 2,000 characters.")
            String justification,

            Integer seats,
            Boolean urgent,
            Decision decision,
            LocalDate endsOn,
            List<Inner> inner) {}

    public record Item(int number) {}

    private final CurrentUser user;

    TryApi(CurrentUser user) {
        this.user = user;
    }

    @GET
    @Path("me")
    public Map<String, Object> me() {
        return Map.of(
                "email",
                user.email(),
                "name",
                user.name(),
                "admin",
                user.isAdministrator(),
                "auditor",
                user.isAuditor());
    }

    @GET
    @Path("items")
    public PageOf<Item> items(@BeanParam Paging paging) {
        var after = paging.cursor(1).map(c -> c.number(0)).orElse(0L);
        var rows = IntStream.rangeClosed(1, 120)
                .filter(i -> i > after)
                .limit(paging.limit() + 1)
                .boxed()
                .toList();
        return PageOf.of(rows, paging.limit(), Cursor::at).map(Item::new);
    }

    @POST
    @Path("orders")
    public Order order(@Valid @NotNull Order order) {
        return order;
    }

    @GET
    @Path("orders/{id}")
    public String one(@RestPath UUID id) {
        throw Refusal.hidden("There is no such order.");
    }

    @PUT
    @Path("sheet")
    @Consumes("text/csv")
    public Map<String, Integer> sheet(String body) {
        return Map.of("length", body.length());
    }

    @GET
    @Path("office")
    @RolesAllowed(CurrentUser.LICENSE_ADMIN)
    public Map<String, String> office() {
        return Map.of("at", "the office");
    }

    @GET
    @Path("conflict")
    public String conflict() {
        throw Refusal.conflict("ALREADY_DECIDED", "Already approved.").with("decidedBy", Map.of("name", "Ada"));
    }

    @GET
    @Path("broken")
    public String broken() {
        throw new IllegalStateException("the secret inner reason");
    }

    @GET
    @Path("unstorable")
    public String unstorable() {
        throw new IllegalStateException("outer", new SQLException("invalid byte sequence for encoding", "22021"));
    }

    @GET
    @Path("away")
    public String away() {
        throw new IllegalStateException("outer", new SQLException("terminating connection", "57P01"));
    }
}
