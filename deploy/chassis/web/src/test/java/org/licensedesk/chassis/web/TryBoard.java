package org.licensedesk.chassis.web;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.RestResponse;

/** Something that changes while people look at it. */
@Singleton
@Path("api/board")
@Produces(MediaType.APPLICATION_JSON)
class TryBoard {

    public record Board(String text) {}

    private final Lookout lookout;
    private final CurrentUser user;
    private volatile String text = "empty";

    TryBoard(Lookout lookout, CurrentUser user) {
        this.lookout = lookout;
        this.user = user;
    }

    void write(String text) {
        this.text = text;
        lookout.changed(List.of("board"));
    }

    @GET
    @Authenticated
    @Blocking
    public Uni<RestResponse<Board>> board(@BeanParam LastSeen seen) {
        return lookout.answer("board", seen, this::read);
    }

    private Lookout.Sight<Board> read() {
        if (user.email().isEmpty()) {
            throw new IllegalStateException("who asks is known at every look");
        }
        var now = text;
        return new Lookout.Sight<>(new Board(now), now);
    }
}
