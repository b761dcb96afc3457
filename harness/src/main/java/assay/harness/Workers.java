package assay.harness;

import assay.Arguments;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Threads that share out the replicates of a batch. How many there are never changes a result. */
final class Workers implements AutoCloseable {

    private final int threads;
    private final ExecutorService helpers;

    Workers(int threads) {
        this.threads = Arguments.atLeast("threads", threads, 1);
        this.helpers = Executors.newFixedThreadPool(Math.max(1, threads - 1), task -> {
            Thread thread = new Thread(task, "assay-worker");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs a task for 0 to count - 1, in any order, and returns when all are done. */
    void each(int count, IntConsumer task) {
        AtomicInteger next = new AtomicInteger();
        Runnable share = () -> {
            for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                task.accept(i);
            }
        };
        List<Future<?>> others = new ArrayList<>();
        for (int i = 1; i < threads; i++) {
            others.add(helpers.submit(share));
        }
        try {
            share.run();
        } finally {
            next.set(count);
            join(others);
        }
    }

    private static void join(List<Future<?>> others) {
        for (Future<?> other : others) {
            try {
                other.get();
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while replicates were running", e);
            }
        }
    }

    @Override
    public void close() {
        helpers.shutdownNow();
    }
}
