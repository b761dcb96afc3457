package assay.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.Callable;

/**
 * Time and memory of a piece of work.
 *
 * @param seconds median on the clock
 * @param cpuSeconds median of the processor time of the process, steadier than the clock on a machine that is shared; NaN
 *     where the system does not tell
 * @param heapMegabytes the largest use of the heap beyond what was there before, garbage included
 * @param processMegabytes the largest resident size of the process meanwhile, NaN where the system does not tell
 * @param result what the work returned
 */
record Measurement(double seconds, double cpuSeconds, double heapMegabytes, double processMegabytes, Result result) {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final Path RESET = Path.of("/proc/self/clear_refs");

    /** An estimate and its standard error, or sums of several. */
    record Result(double value, double error) {

        static Result of(double[] pair) {
            return new Result(pair[0], pair[1]);
        }

        boolean agrees(Result other) {
            return Math.abs(value - other.value) <= 1e-6 * Math.abs(error)
                    && Math.abs(error - other.error) <= 1e-6 * Math.abs(error);
        }
    }

    /** Runs once to warm up, then as often as asked. */
    static Measurement of(int repeats, Callable<Result> work) throws Exception {
        Result result = work.call();
        double[] seconds = new double[repeats];
        double[] cpu = new double[repeats];
        double heap = 0;
        double process = Double.NaN;
        for (int r = 0; r < repeats; r++) {
            System.gc();
            long before = reset();
            double busy = processorTime();
            long start = System.nanoTime();
            result = work.call();
            seconds[r] = (System.nanoTime() - start) / 1e9;
            cpu[r] = processorTime() - busy;
            heap = Math.max(heap, (peak() - before) / 1e6);
            double resident = resident();
            process = Double.isNaN(process) ? resident : Math.max(process, resident);
        }
        Arrays.sort(seconds);
        Arrays.sort(cpu);
        return new Measurement(seconds[repeats / 2], cpu[repeats / 2], heap, process, result);
    }

    /** Runs a single time, with nothing to warm up: what a user waits for. */
    static Measurement once(Callable<Result> work) throws Exception {
        System.gc();
        long before = reset();
        double busy = processorTime();
        long start = System.nanoTime();
        Result result = work.call();
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpu = processorTime() - busy;
        return new Measurement(seconds, cpu, (peak() - before) / 1e6, resident(), result);
    }

    private static double processorTime() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1e9
                : Double.NaN;
    }

    private static long reset() {
        long used = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            if (pool.getType() == MemoryType.HEAP) {
                pool.resetPeakUsage();
                used += pool.getUsage().getUsed();
            }
        }
        try {
            if (Files.isWritable(RESET)) {
                Files.writeString(RESET, "5"); // resets VmHWM of this process
            }
        } catch (IOException e) {
            return used; // the peak since the start is told instead
        }
        return used;
    }

    private static long peak() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .mapToLong(pool -> pool.getPeakUsage().getUsed())
                .sum();
    }

    private static double resident() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1e3)
                .findFirst()
                .orElse(Double.NaN);
    }
}
