package assay.forest;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** Numbered tasks on some threads; each task writes only what is its own, so the order does not matter. */
final class Tasks {

    private Tasks() {}

    /** Runs tasks 0 to count - 1; a worker, with its own memory, is made for each thread. */
    static void run(int threads, int count, Supplier<IntConsumer> workers) {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<RuntimeException> failure = new AtomicReference<>();
        Runnable loop = () -> {
            try {
                IntConsumer worker = workers.get();
                for (int task = next.getAndIncrement(); task < count; task = next.getAndIncrement()) {
                    worker.accept(task);
                }
            } catch (RuntimeException e) {
                failure.compareAndSet(null, e);
                next.set(count);
            }
        };
        Thread[] others = new Thread[Math.max(0, Math.min(threads, count) - 1)];
        for (int t = 0; t < others.length; t++) {
            others[t] = new Thread(loop, "forest-" + (t + 1));
            others[t].setDaemon(true);
            others[t].start();
        }
        loop.run();
        boolean interrupted = false;
        for (Thread other : others) {
            while (other.isAlive()) {
                try {
                    other.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        RuntimeException failed = failure.get();
        if (failed != null) {
            throw failed;
        }
    }
}
