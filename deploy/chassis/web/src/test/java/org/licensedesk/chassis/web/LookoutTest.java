package org.licensedesk.chassis.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.licensedesk.chassis.web.Asker.ada;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.resteasy.reactive.RestResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.licensedesk.chassis.web.Lookout.Sight;

/** Waiting for news. The board is what is looked at; its version is what stands on it. */
@QuarkusTest
@QuarkusTestResource(TryServers.class)
class LookoutTest {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(30);

    @Inject
    Lookout lookout;

    @Inject
    TryBoard shared;

    private final AtomicReference<String> board = new AtomicReference<>("one");
    private final AtomicInteger looks = new AtomicInteger();

    @BeforeEach
    void wipe() {
        shared.write("empty");
    }

    @Test
    void whoHasSeenNothingIsAnsweredAtOnce() {
        var answer = answered(null, "wait=5");

        assertThat(answer.getStatus()).isEqualTo(200);
        assertThat(answer.getEntity()).isEqualTo("one");
        assertThat(answer.getHeaders().getFirst("ETag")).hasToString("W/\"one\"");
        assertThat(looks).hasValue(1);
    }

    @Test
    void whoHasSeenItAndDoesNotWaitHearsThatItIsUnchanged() {
        assertThat(answered("W/\"one\"", null).getStatus()).isEqualTo(304);
        assertThat(answered("\"zero\", \"one\"", "wait=0").getStatus()).isEqualTo(304);
        assertThat(answered("*", "respond-async").getStatus()).isEqualTo(304);
        assertThat(answered("\"zero\"", null).getStatus()).isEqualTo(200);
    }

    @Test
    void whoWaitsHearsTheNews() {
        var waiting = asked("W/\"one\"", "respond-async, wait=5");
        board.set("two");
        lookout.changed(List.of("board"));

        assertThat(waiting.await().atMost(LONG_ENOUGH).getEntity()).isEqualTo("two");
    }

    @Test
    void aCallThatWasNoNewsLetsThemWaitOn() throws Exception {
        var waiting = asked("W/\"one\"", "wait=5").subscribeAsCompletionStage();
        lookout.changed(List.of("board", "another"));
        while (looks.get() < 2) {
            Thread.sleep(5);
        }
        assertThat(waiting).isNotDone();
        board.set("two");
        lookout.changed(List.of("board"));

        assertThat(waiting.get().getEntity()).isEqualTo("two");
    }

    @Test
    void newsBetweenTheLookAndTheWaitAreNotMissed() {
        var answer = lookout.answer("board", LastSeen.of("\"one\"", "wait=5"), () -> {
            var seen = board.getAndSet("two"); // somebody writes right behind our look
            if (looks.incrementAndGet() == 1) {
                lookout.changed(List.of("board"));
            }
            return new Sight<>(seen, seen);
        });

        assertThat(answer.await().atMost(LONG_ENOUGH).getEntity()).isEqualTo("two");
        assertThat(looks).hasValue(2);
    }

    @Test
    void whatAnotherReplicaChangedIsNoticedWithoutACall() {
        var waiting = asked("\"one\"", "wait=60");
        board.set("two");

        assertThat(waiting.await().atMost(LONG_ENOUGH).getEntity()).isEqualTo("two");
    }

    @Test
    void patienceEnds() {
        assertThat(answered("\"one\"", "wait=1").getStatus()).isEqualTo(304);
        assertThat(looks.get()).isGreaterThan(1);
    }

    @Test
    void aFailingLookFailsTheAnswerAndLeavesNobodyBehind() {
        var waiting = asked("\"one\"", "wait=5");
        board.set(null);
        lookout.changed(List.of("board"));

        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> waiting.await().atMost(LONG_ENOUGH))
                .withMessageContaining("no board");
    }

    @Test
    void overHttpTheTagOfOneAnswerWaitsForTheNext() {
        var tag = ada().get("/api/board").then().statusCode(200).extract().header("ETag");
        ada().header("If-None-Match", tag).get("/api/board").then().statusCode(304);

        var waiting = CompletableFuture.supplyAsync(() -> ada().header("If-None-Match", tag)
                .header("Prefer", "wait=5")
                .get("/api/board")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath()
                .getString("text"));
        shared.write("news");

        assertThat(waiting.join()).isEqualTo("news");
    }

    private Uni<RestResponse<String>> asked(String ifNoneMatch, String prefer) {
        return lookout.answer("board", LastSeen.of(ifNoneMatch, prefer), this::look);
    }

    private RestResponse<String> answered(String ifNoneMatch, String prefer) {
        return asked(ifNoneMatch, prefer).await().atMost(LONG_ENOUGH);
    }

    private Sight<String> look() {
        looks.incrementAndGet();
        var now = board.get();
        if (now == null) {
            throw Refusal.notFound("There is no board.");
        }
        return new Sight<>(now, now);
    }
}
