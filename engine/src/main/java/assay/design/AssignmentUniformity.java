package assay.design;

import assay.Column;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.special.Gamma;

/**
 * Whether hashes assign a population of identifiers as lots would: the buckets under one salt are equally full, and say nothing
 * about those under another.
 *
 * <p>Pearson's chi-squared statistic over 100 buckets of the first salt, and that of independence in the table of 10 by 10 buckets
 * under both; the p-value is twice the smaller of theirs (Bonferroni).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a salt is none.
 *
 * @param first a salt, such as that of a layer
 * @param second another
 */
public record AssignmentUniformity(String first, String second) implements Estimator<HypothesisTest> {

    /** Fewer units leave buckets with fewer than 5 on average. */
    private static final int LEAST = 500;

    private static final int FINE = 100;
    private static final int COARSE = 10;

    public AssignmentUniformity {
        first = new SaltedHash(first).salt();
        second = new SaltedHash(second).salt();
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.UNIT);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        SaltedHash one = new SaltedHash(first);
        SaltedHash two = new SaltedHash(second);
        return of(sample, one::share, two::share);
    }

    /**
     * The test of any two ways to place units.
     *
     * @param sample with identifiers of units
     * @param first where a unit is, in [0, 1)
     * @param second where it is in another layer, in [0, 1)
     * @return the test that both are uniform and independent of each other
     * @throws EstimationException if there are fewer than 500 units
     */
    public static HypothesisTest of(Sample sample, ToDoubleFunction<String> first, ToDoubleFunction<String> second) {
        int n = sample.size();
        if (n < LEAST) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "There are " + n + " units; over " + FINE + " buckets a test takes at least " + LEAST + ".",
                    "Give more units.");
        }
        long[] fine = new long[FINE];
        long[] table = new long[COARSE * COARSE];
        for (int i = 0; i < n; i++) {
            String unit = unit(sample.column(Role.UNIT), i);
            double a = first.applyAsDouble(unit);
            fine[(int) (a * FINE)]++;
            int row = (int) (a * COARSE);
            int column = (int) (second.applyAsDouble(unit) * COARSE);
            table[row * COARSE + column]++;
        }
        double uniform = 0;
        for (long count : fine) {
            double expected = n / (double) FINE;
            uniform += (count - expected) * (count - expected) / expected;
        }
        double pUniform = Gamma.regularizedGammaQ((FINE - 1) / 2.0, uniform / 2);
        double pIndependent = independence(table, n);
        return new HypothesisTest(
                "buckets are uniform, and independent between salts",
                uniform,
                FINE - 1.0,
                Math.min(1, 2 * Math.min(pUniform, pIndependent)),
                new Glance(
                        "hash-assignment",
                        "Pearson chi-squared",
                        n,
                        0,
                        0,
                        sample.dropped(),
                        0,
                        Map.of("p_uniform", pUniform, "p_independent", pIndependent)),
                List.of());
    }

    private static double independence(long[] table, int n) {
        double[] rows = new double[COARSE];
        double[] columns = new double[COARSE];
        for (int k = 0; k < table.length; k++) {
            rows[k / COARSE] += table[k];
            columns[k % COARSE] += table[k];
        }
        double statistic = 0;
        int usedRows = 0;
        int usedColumns = 0;
        for (int k = 0; k < COARSE; k++) {
            usedRows += rows[k] > 0 ? 1 : 0;
            usedColumns += columns[k] > 0 ? 1 : 0;
        }
        for (int k = 0; k < table.length; k++) {
            double expected = rows[k / COARSE] * columns[k % COARSE] / n;
            statistic += expected > 0 ? (table[k] - expected) * (table[k] - expected) / expected : 0;
        }
        int df = (usedRows - 1) * (usedColumns - 1);
        return df == 0 ? 0 : Gamma.regularizedGammaQ(df / 2.0, statistic / 2);
    }

    private static String unit(Column column, int row) {
        if (column instanceof Column.Categorical categorical) {
            return categorical.levels().get(categorical.codes()[row]);
        }
        double value = ((Column.Numeric) column).values()[row];
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
