package assay.harness;

import assay.Arguments;
import assay.Column;
import assay.Role;
import assay.Sample;
import assay.dgp.Dgp;
import assay.random.Philox;
import assay.random.Streams;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntConsumer;

/** Time and memory of drawing from worlds, beside bare normals in the same run. */
public final class WorldBench {

    private static final int WARM = 5;

    private WorldBench() {}

    /**
     * What a world costs.
     *
     * @param world its name
     * @param rows of a draw
     * @param columns of a draw
     * @param rowsPerSecond rows drawn, with their truth, in a second of one thread
     * @param megabytes of the columns that an estimator sees, in millions of bytes
     * @param allocatedMegabytes allocated by a draw, in millions of bytes; NaN where the system does not tell
     * @param ratio time of a draw over the time of as many bare normals as it has cells
     */
    public record Row(
            String world,
            int rows,
            int columns,
            double rowsPerSecond,
            double megabytes,
            double allocatedMegabytes,
            double ratio) {}

    /**
     * Measures worlds one after another.
     *
     * @param worlds the worlds
     * @param seconds length of a measurement, above 0
     * @return a row for each world
     */
    public static List<Row> run(List<Dgp> worlds, double seconds) {
        Arguments.positive("seconds", seconds);
        return worlds.stream().map(world -> measure(world, seconds)).toList();
    }

    private static Row measure(Dgp world, double seconds) {
        Sample sample = world.draw(new Streams(1, 0)).observed();
        Set<String> names = new HashSet<>();
        double bytes = 0;
        for (Role role : Role.values()) {
            for (Column column : sample.columns(role)) {
                if (names.add(column.name())) {
                    bytes += (double) sample.size() * (column instanceof Column.Numeric ? Double.BYTES : Integer.BYTES);
                }
            }
        }
        // Normals in arrays of the length of a column, as the worlds draw theirs.
        double[] column = new double[sample.size()];
        int columns = names.size();
        double draw = perSecond(replicate -> world.draw(new Streams(1, replicate)), seconds);
        double normals = perSecond(
                replicate -> {
                    Philox random = new Streams(1, replicate).noise();
                    for (int j = 0; j < columns; j++) {
                        random.normals(column);
                    }
                },
                seconds);
        return new Row(
                world.name(),
                sample.size(),
                columns,
                draw * sample.size(),
                bytes / 1e6,
                allocated(replicate -> world.draw(new Streams(1, replicate))),
                normals / draw);
    }

    private static double perSecond(IntConsumer work, double seconds) {
        int replicate = 0;
        for (long start = System.nanoTime(); replicate < WARM || System.nanoTime() - start < seconds * 5e8; ) {
            work.accept(replicate++);
        }
        int done = 0;
        long start = System.nanoTime();
        while (done == 0 || System.nanoTime() - start < seconds * 1e9) {
            work.accept(replicate++);
            done++;
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }

    private static double allocated(IntConsumer work) {
        if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
            return Double.NaN;
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < WARM; i++) {
            work.accept(i);
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / 1e6 / WARM;
    }
}
