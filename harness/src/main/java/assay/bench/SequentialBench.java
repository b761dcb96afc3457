package assay.bench;

import assay.Arguments;
import assay.Role;
import assay.Sample;
import assay.Trajectory;
import assay.dgp.Iid;
import assay.random.Philox;
import assay.random.Streams;
import assay.sequential.AlwaysValidDifference;
import assay.sequential.GroupSequentialDesign;
import assay.sequential.Sides;
import assay.sequential.SpendingFunction;
import java.util.List;
import java.util.function.DoubleSupplier;

/** Time of reading an experiment after every unit, beside a textbook loop, and of finding boundaries. */
public final class SequentialBench {

    private static final int UNITS = 10_000;
    private static final int START = 300;
    private static final int PLANNED = 5000;
    private static final int STAGES = 10;
    private static final double ALPHA = 0.05;
    private static final double MARGIN = 1e-6;

    private SequentialBench() {}

    /**
     * What a task costs.
     *
     * @param task its name
     * @param size units, or looks
     * @param perSecond how often it is done in a second of one thread
     * @param plainPerSecond how often the textbook does it; NaN where there is none
     */
    public record Row(String task, int size, double perSecond, double plainPerSecond) {}

    /**
     * Measures.
     *
     * @param seconds length of a measurement, above 0
     * @return trajectories with a look after every unit, and boundaries of ten looks
     * @throws IllegalStateException if the textbook gives other numbers
     */
    public static List<Row> run(double seconds) {
        Arguments.positive("seconds", seconds);
        Sample sample = new Iid(UNITS, 0.3, 10, 5, 0.5).draw(new Streams(1, 0)).observed();
        AlwaysValidDifference method = AlwaysValidDifference.plannedFor(PLANNED);
        double g = method.priorUnits();
        check(path(method, sample), textbook(sample.outcome(), sample.numeric(Role.ASSIGNMENT), g));
        double own = perSecond(() -> path(method, sample), seconds);
        double plain =
                perSecond(() -> textbook(sample.outcome(), sample.numeric(Role.ASSIGNMENT), g), Math.min(seconds, 1));
        return List.of(
                new Row("always-valid-trajectory", UNITS, own, plain),
                new Row(
                        "pocock-boundaries",
                        STAGES,
                        perSecond(
                                () -> GroupSequentialDesign.pocock(Sides.TWO_SIDED, ALPHA)
                                        .boundaries(STAGES)
                                        .hashCode(),
                                seconds),
                        Double.NaN),
                new Row(
                        "spending-boundaries",
                        STAGES,
                        perSecond(
                                () -> GroupSequentialDesign.spending(
                                                SpendingFunction.obrienFleming(), Sides.TWO_SIDED, ALPHA)
                                        .boundaries(STAGES)
                                        .hashCode(),
                                seconds),
                        Double.NaN));
    }

    /** The sum of lower ends of all looks, so that two ways can be compared. */
    private static double path(AlwaysValidDifference method, Sample sample) {
        double sum = 0;
        for (Trajectory.Look look : method.estimate(sample, new Philox(1, 0, 0)).looks()) {
            sum += look.estimate().inference().interval(1 - ALPHA).lower();
        }
        return sum;
    }

    /** Means, variances and the interval from scratch at every look, by the formulas as they are printed. */
    private static double textbook(double[] y, double[] t, double g) {
        double total = 0;
        for (int n = START; n <= y.length; n++) {
            double[] count = new double[2];
            double[] mean = new double[2];
            double[] squares = new double[2];
            for (int i = 0; i < n; i++) {
                count[(int) t[i]]++;
                mean[(int) t[i]] += y[i];
            }
            mean[0] /= count[0];
            mean[1] /= count[1];
            for (int i = 0; i < n; i++) {
                int arm = (int) t[i];
                squares[arm] += (y[i] - mean[arm]) * (y[i] - mean[arm]);
            }
            double v0 = squares[0] / (count[0] - 1) / count[0];
            double v1 = squares[1] / (count[1] - 1) / count[1];
            double v = v0 + v1;
            double df = v * v / (v0 * v0 / (count[0] - 1) + v1 * v1 / (count[1] - 1));
            double r = g / (g + 4 * count[0] * count[1] / n);
            double q = Math.pow(r * ALPHA * ALPHA, 1 / (df + 1));
            total += mean[1] - mean[0] - Math.sqrt(v) * Math.sqrt(df * (1 - q) / (q - r));
        }
        return total;
    }

    private static void check(double own, double plain) {
        if (!(Math.abs(own - plain) <= MARGIN * Math.abs(plain))) {
            throw new IllegalStateException("the engine sums to " + own + " and the textbook to " + plain);
        }
    }

    private static double perSecond(DoubleSupplier work, double seconds) {
        double kept = 0;
        for (long start = System.nanoTime(); System.nanoTime() - start < seconds * 5e8; ) {
            kept += work.getAsDouble();
        }
        int done = 0;
        long start = System.nanoTime();
        while (done == 0 || System.nanoTime() - start < seconds * 1e9) {
            kept += work.getAsDouble();
            done++;
        }
        if (Double.isNaN(kept)) {
            throw new IllegalStateException("a measurement gave no number");
        }
        return done / ((System.nanoTime() - start) / 1e9);
    }
}
