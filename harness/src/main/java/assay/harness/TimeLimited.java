package assay.harness;

import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * An estimator that is not waited for without end: what takes too long has failed. Its thread cannot be stopped, so that
 * after a few such calls the estimator is taken never to return, and is not called again.
 *
 * @param <R> what the estimator answers
 */
final class TimeLimited<R> implements Estimator<R>, AutoCloseable {

    private static final int ABANDONED = 4;

    private final Estimator<R> estimator;
    private final Duration limit;
    private final AtomicInteger abandoned = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "assay-candidate");
        thread.setDaemon(true);
        return thread;
    });

    TimeLimited(Estimator<R> estimator, Duration limit) {
        this.estimator = estimator;
        this.limit = limit;
    }

    @Override
    public Estimand target() {
        return estimator.target();
    }

    @Override
    public Set<Role> needs() {
        return estimator.needs();
    }

    @Override
    public R estimate(Sample sample, RandomGenerator random) {
        if (abandoned.get() >= ABANDONED) {
            throw late();
        }
        Future<R> answer = threads.submit(() -> estimator.estimate(sample, random));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            abandoned.incrementAndGet();
            answer.cancel(true);
            throw late();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while an estimator was running", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private IllegalStateException late() {
        return new IllegalStateException("the estimator did not return within " + limit.toMillis() / 1e3 + " s");
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
