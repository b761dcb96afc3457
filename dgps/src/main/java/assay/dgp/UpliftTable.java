package assay.dgp;

import assay.Arguments;
import assay.random.Philox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.math3.util.FastMath;

/**
 * A simulated table with the schema, the size and the counts of Criteo's uplift file, version 2.1 (Diemert and others, 2021,
 * arXiv:2111.10106): {@code f0, ..., f11, treatment, conversion, visit, exposure}. Nothing else of it is real.
 *
 * <p>The numbers of rows by treatment and visit, conversion or exposure are exact: rows are selected one after another with
 * probability {@code (left to select) / (rows left)} times a weight, so that every total is met. Visits and conversions of
 * control follow the features alone. Exposure happens in the treated arm only, more often where {@code f2} is large; it adds
 * to the probability of a visit, more where {@code f8} is large, and to that of a conversion. So the effect of treatment on
 * visits given the features is known, {@link #visitEffect}, and it is the exposure's alone.
 *
 * <p>Features have the minima, the maxima and about the numbers of different values of the real ones, twelve significant digits
 * each. Half of the rows take their features from a pool, so that about a third of the rows repeat the vector of another row.
 * Arms are balanced, as they are not in the real file.
 *
 * <p>Not thread-safe: rows come one block after another.
 */
public final class UpliftTable {

    /** The rows of the real file. */
    public static final long ROWS = 13_979_592;

    /** Rows of a block at most. */
    public static final int BLOCK = 65_536;

    /** The columns in their order. */
    public static final List<String> COLUMNS = columnNames();

    /** The features. */
    public static final int FEATURES = 12;

    private static final int TREATMENT = 12;
    private static final int CONVERSION = 13;
    private static final int VISIT = 14;
    private static final int EXPOSURE = 15;

    private static final long TREATED = 11_882_655;
    private static final long[] VISITS = {80_105, 576_824};
    private static final long[] CONVERSIONS = {4_063, 36_711};
    private static final long EXPOSED = 428_212;

    private static final double[] LOW = {
        12.616365,
        10.059654,
        8.214383,
        -8.398387,
        10.280525,
        -9.011892,
        -31.429784,
        4.833815,
        3.635107,
        13.190056,
        5.300375,
        -1.383941
    };
    private static final double[] HIGH = {
        26.745255, 16.344187, 9.051962, 4.679882, 21.123508, 4.115453, .294443, 11.998401, 3.971858, 75.295021,
        6.473917, -.168679
    };
    private static final int[] VALUES = {40_000, 60, 20_000, 550, 260, 130, 1600, 5000, 3700, 1700, 2200, 130};

    /** Values of f0, f2, f6 and f8 are at this power of a uniform rank, those of the others at the sixth. */
    private static final double MILD = 1.5;

    /** Slope of the logarithm of a weight in a rank. */
    private static final double SLOPE = 2;

    private static final double POOL = 0.156;

    private final long rows;
    private final long key;
    private final double[][] values = new double[FEATURES][];
    private final Philox features;
    private final Philox assignment;
    private final Philox noise;
    private final int pool;
    private final double[] rank = new double[FEATURES];

    private final Left arms;
    private final Left exposed;
    private final Left[] visits = new Left[2];
    private final Left[] conversions = new Left[2];

    private final double baseline;
    private final double exposureRate;
    private final double addedVisit;
    private final double conversionRate;
    private final double addedConversion;
    private long done;

    /** How many rows are left, and how many of them are to be selected. */
    private static final class Left {

        private long rows;
        private long selected;

        Left(long rows, long selected) {
            this.rows = rows;
            this.selected = selected;
        }

        boolean next(double weight, double uniform) {
            boolean take = selected >= rows || uniform * rows < weight * selected;
            rows--;
            take &= selected > 0;
            selected -= take ? 1 : 0;
            return take;
        }
    }

    /**
     * A table at its start.
     *
     * @param rows the rows; counts are in proportion to those of the real file, rounded down, and exact at {@link #ROWS}
     * @param key key of all that is drawn
     * @throws IllegalArgumentException if there are fewer than 10,000 rows, or more than 2^31 - 1
     */
    public UpliftTable(long rows, long key) {
        if (rows < 10_000 || rows > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "the simulated table has 10,000 rows or more, so that every count is above 0, and less than 2^31, not "
                            + rows);
        }
        this.rows = rows;
        this.key = key;
        this.features = new Philox(key, 0, 0);
        this.assignment = new Philox(key, 0, 1);
        this.noise = new Philox(key, 0, 2);
        this.pool = Math.max(1, (int) (POOL * rows));
        Philox vocabulary = new Philox(key, 1, 0);
        for (int k = 0; k < FEATURES; k++) {
            values[k] = new double[VALUES[k]];
            for (int i = 0; i < VALUES[k]; i++) {
                double value = LOW[k] + (HIGH[k] - LOW[k]) * vocabulary.nextDouble();
                values[k][i] = Double.parseDouble(String.format(Locale.ROOT, "%.12g", value));
            }
            Arrays.sort(values[k]);
        }
        long treated = scaled(TREATED);
        long control = rows - treated;
        long shown = scaled(EXPOSED);
        this.arms = new Left(rows, treated);
        this.exposed = new Left(treated, shown);
        for (int a = 0; a < 2; a++) {
            visits[a] = new Left(a == 0 ? control : treated, scaled(VISITS[a]));
            conversions[a] = new Left(visits[a].selected, scaled(CONVERSIONS[a]));
        }
        this.baseline = visits[0].selected / (double) control;
        this.exposureRate = shown / (double) treated;
        this.addedVisit = (visits[1].selected - baseline * treated) / shown;
        this.conversionRate = conversions[0].selected / (double) visits[0].selected;
        double visitsOfExposed = (baseline + addedVisit) * shown;
        double others = visits[1].selected - visitsOfExposed;
        this.addedConversion = (conversions[1].selected / conversionRate - others - visitsOfExposed) / visitsOfExposed;
    }

    private static List<String> columnNames() {
        List<String> names = new ArrayList<>();
        for (int k = 0; k < 12; k++) {
            names.add("f" + k);
        }
        names.addAll(List.of("treatment", "conversion", "visit", "exposure"));
        return List.copyOf(names);
    }

    private long scaled(long count) {
        return rows == ROWS ? count : (long) ((double) count * rows / ROWS);
    }

    /**
     * The rows of the whole table.
     *
     * @return at least 10,000
     */
    public long rows() {
        return rows;
    }

    /**
     * The next rows.
     *
     * @param columns 16 arrays of at least {@link #BLOCK}, which are filled in the order of {@link #COLUMNS}
     * @return how many rows were filled in, 0 at the end
     */
    public int next(double[][] columns) {
        int count = (int) Math.min(BLOCK, rows - done);
        for (int i = 0; i < count; i++) {
            row(i, columns);
        }
        done += count;
        return count;
    }

    private void row(int i, double[][] columns) {
        boolean repeated = features.nextDouble() < 0.5;
        double which = features.nextDouble();
        Philox drawn = repeated ? new Philox(key, (int) (which * pool), 5) : features;
        for (int k = 0; k < FEATURES; k++) {
            rank[k] = drawn.nextDouble();
            double squeezed = k == 0 || k == 2 || k == 6 || k == 8 ? rank[k] * Math.sqrt(rank[k]) : power(rank[k]);
            columns[k][i] = values[k][(int) (squeezed * VALUES[k])];
        }
        int arm = arms.next(1, assignment.nextDouble()) ? 1 : 0;
        boolean shown = arm == 1 && exposed.next(tilt(rank[2], SLOPE), assignment.nextDouble());
        double own = baseline * tilt(rank[0], SLOPE);
        double chance = own + (shown ? addedVisit * 2 * rank[8] : 0);
        double mean = arm == 1 ? baseline + exposureRate * addedVisit : baseline;
        boolean visited = visits[arm].next(chance / mean, noise.nextDouble());
        double tilted = tilt(rank[6], SLOPE / 2);
        double scale = arm == 1 ? 1 + addedConversion * shareOfExposed() : 1;
        boolean converted = visited
                && conversions[arm].next(tilted * (shown ? 1 + addedConversion : 1) / scale, noise.nextDouble());
        columns[TREATMENT][i] = arm;
        columns[CONVERSION][i] = converted ? 1 : 0;
        columns[VISIT][i] = visited ? 1 : 0;
        columns[EXPOSURE][i] = shown ? 1 : 0;
    }

    /** Among the visitors of the treated arm. */
    private double shareOfExposed() {
        return exposureRate * (baseline + addedVisit) / (baseline + exposureRate * addedVisit);
    }

    private static double power(double x) {
        double square = x * x;
        return square * square * square;
    }

    /** {@code exp(slope (rank - 1/2))} over its mean, for ranks that are uniform. */
    private static double tilt(double rank, double slope) {
        return FastMath.exp(slope * (rank - 0.5)) * slope / (2 * FastMath.sinh(slope / 2));
    }

    /**
     * The effect of the assignment on the probability of a visit, given the features.
     *
     * @param f2 a value of the third feature
     * @param f8 a value of the ninth feature
     * @return the probability of a visit under treatment less that under control
     */
    public double visitEffect(double f2, double f8) {
        return exposureRate * tilt(rank(2, f2), SLOPE) * addedVisit * 2 * rank(8, f8);
    }

    private double rank(int feature, double value) {
        int at = Arrays.binarySearch(values[feature], value);
        double squeezed = ((at < 0 ? -at - 1 : at) + 0.5) / VALUES[feature];
        return FastMath.pow(Math.min(1, squeezed), 1 / MILD);
    }

    /**
     * The average effect of exposure on the probability of a visit among the exposed.
     *
     * @return in (0, 1)
     */
    public double exposureEffect() {
        return Arguments.finite("effect of exposure", addedVisit);
    }
}
