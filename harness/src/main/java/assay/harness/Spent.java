package assay.harness;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Instant;

/** Time that the run of a method has taken, over all sessions in which it went on. */
final class Spent {

    private static final double NANOS = 1e9;

    private final long startWall = System.nanoTime();
    private final long startCpu = cpu();
    private long lapWall = startWall;
    private long lapCpu = startCpu;
    private long earlierWall;
    private long earlierCpu;
    private Instant started = Instant.now();

    /** Nanoseconds on the clock and of the processors. */
    record Lap(long wall, long cpu) {}

    /** Since the last lap of this session. */
    Lap lap() {
        long wall = System.nanoTime();
        long cpu = cpu();
        Lap lap = new Lap(wall - lapWall, cpu - lapCpu);
        lapWall = wall;
        lapCpu = cpu;
        return lap;
    }

    /** Adds a lap of an earlier session. */
    void earlier(Lap lap) {
        earlierWall += lap.wall;
        earlierCpu += lap.cpu;
    }

    /** Tells of an earlier session. */
    void startedBy(Instant session) {
        started = session.isBefore(started) ? session : started;
    }

    Instant started() {
        return started;
    }

    double wallSeconds() {
        return rounded(earlierWall + System.nanoTime() - startWall);
    }

    /** NaN where the platform does not tell. */
    double cpuSeconds() {
        return startCpu < 0 ? Double.NaN : rounded(earlierCpu + cpu() - startCpu);
    }

    private static double rounded(long nanos) {
        return Math.round(nanos / NANOS * 1e3) / 1e3;
    }

    private static long cpu() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean os
                ? os.getProcessCpuTime()
                : -1;
    }
}
