package org.licensedesk.assignment.seat;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Eight threads at once, each of which knows its number; what one of them fails with fails the test. */
final class EightThreads {

    private static final int THREADS = 8;

    private EightThreads() {}

    /** What one thread does. */
    interface Work {
        void on(int thread);
    }

    static void run(Work work) throws InterruptedException {
        var threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> tasks = IntStream.range(0, THREADS)
                    .mapToObj(thread -> (Callable<Void>) () -> {
                        work.on(thread);
                        return null;
                    })
                    .toList();
            for (Future<Void> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException failed) {
            throw new AssertionError(failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
