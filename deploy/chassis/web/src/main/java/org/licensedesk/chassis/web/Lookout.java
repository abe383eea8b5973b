package org.licensedesk.chassis.web;

import io.quarkus.runtime.ShutdownEvent;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.EntityTag;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/**
 * Answers with what an asker has not seen yet; one who has seen it may wait for news, holding neither a thread nor a
 * connection to the database. What other replicas change is noticed within a second, what this process changes at once.
 */
@Singleton
public class Lookout {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    private final ConcurrentMap<Object, Set<CompletableFuture<Void>>> waiting = new ConcurrentHashMap<>();
    private final AtomicInteger onlookers = new AtomicInteger();
    private final WebSettings settings;
    private volatile boolean closing;

    Lookout(WebSettings settings) {
        this.settings = settings;
    }

    /**
     * What is there to be seen now.
     *
     * @param version tells it from what was there before, the same in every replica
     */
    public record Sight<T>(T shown, String version) {}

    /**
     * The answer to a GET: 200 with an {@code ETag}, or 304 when that is what the asker has and nothing new came in the
     * time they would wait.
     *
     * @param subject what is looked at, as {@link #changed} will name it
     * @param look reads it anew each time, on a thread that may block
     */
    public <T> Uni<RestResponse<T>> answer(Object subject, LastSeen seen, Supplier<Sight<T>> look) {
        var patience = seen.patience().compareTo(settings.longestWait()) < 0 ? seen.patience() : settings.longestWait();
        return patience.isZero()
                ? answerTo(seen, look.get())
                : new Watch<>(subject, seen, look, System.nanoTime() + patience.toNanos()).look();
    }

    /** These have changed, and everybody can see it: call it after the commit. */
    public void changed(Collection<?> subjects) {
        for (var subject : subjects) {
            var woken = waiting.remove(subject);
            if (woken != null) {
                woken.forEach(one -> one.complete(null));
            }
        }
    }

    void close(@Observes ShutdownEvent event) {
        closing = true;
        changed(Set.copyOf(waiting.keySet()));
    }

    private boolean admitted() {
        if (onlookers.incrementAndGet() <= settings.onlookers()) {
            return true;
        }
        onlookers.decrementAndGet();
        return false;
    }

    private static <T> Uni<RestResponse<T>> answerTo(LastSeen seen, Sight<T> sight) {
        ResponseBuilder<T> response = seen.has(sight.version())
                ? ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                : ResponseBuilder.ok(sight.shown());
        return Uni.createFrom()
                .item(response.tag(new EntityTag(sight.version(), true)).build());
    }

    /** One asker who would wait, from the question to the answer. */
    private final class Watch<T> {
        private final Object subject;
        private final LastSeen seen;
        private final Supplier<Sight<T>> look;
        private final long giveUp;

        Watch(Object subject, LastSeen seen, Supplier<Sight<T>> look, long giveUp) {
            this.subject = subject;
            this.seen = seen;
            this.look = look;
            this.giveUp = giveUp;
        }

        Uni<RestResponse<T>> look() {
            // listens before it looks: what changes in between wakes it all the same
            var news = listen();
            var heard = false;
            try {
                var sight = look.get();
                var left = giveUp - System.nanoTime();
                if (!seen.has(sight.version()) || left <= 0 || closing || !admitted()) {
                    return answerTo(seen, sight);
                }
                heard = true;
                news.completeOnTimeout(null, Math.min(left, BETWEEN_LOOKS.toNanos()), TimeUnit.NANOSECONDS);
                return Uni.createFrom()
                        .completionStage(news)
                        .onTermination()
                        .invoke(() -> {
                            onlookers.decrementAndGet();
                            forget(news);
                        })
                        .emitOn(Infrastructure.getDefaultWorkerPool())
                        .flatMap(woken -> look());
            } finally {
                if (!heard) {
                    forget(news);
                }
            }
        }

        private CompletableFuture<Void> listen() {
            var news = new CompletableFuture<Void>();
            waiting.compute(subject, (key, others) -> {
                var all = others == null ? ConcurrentHashMap.<CompletableFuture<Void>>newKeySet() : others;
                all.add(news);
                return all;
            });
            return news;
        }

        private void forget(CompletableFuture<Void> news) {
            waiting.computeIfPresent(subject, (key, all) -> {
                all.remove(news);
                return all.isEmpty() ? null : all;
            });
        }
    }
}
