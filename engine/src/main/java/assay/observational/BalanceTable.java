package assay.observational;

import assay.Covariates;
import assay.Sample;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the arms compare in each covariate before and after weighting. Standardised differences are in units of standard deviations before
 * weighting, so that weights cannot make them small by making the arms vary more (Austin, Statistics in Medicine 28, 2009); above
 * 0.1 they are commonly called imbalance. Variances of weighted arms are {@code sum w (x - mean)^2 / (W - sum w^2 / W)}.
 *
 * @param before unweighted, a row for each covariate
 * @param after weighted, the same covariates
 * @param treatedSize effective rows of the treated after weighting
 * @param controlSize effective rows of the controls after weighting
 */
public record BalanceTable(List<Balance> before, List<Balance> after, double treatedSize, double controlSize) {

    public BalanceTable {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }

    /**
     * The table of a sample's covariates.
     *
     * @param sample has covariates; levels of a categorical one each get a row, the reference too
     * @param weights its weights
     * @return the table
     */
    public static BalanceTable of(Sample sample, BalancingWeights weights) {
        Covariates covariates = LevelIndicators.of(sample);
        return of(covariates.names(), covariates.columns(), weights);
    }

    /**
     * The table of some columns.
     *
     * @param names a name for each column
     * @param columns the columns, each as long as the weights
     * @param weights the weights
     * @return the table
     * @throws IllegalArgumentException if lengths differ
     */
    public static BalanceTable of(List<String> names, double[][] columns, BalancingWeights weights) {
        if (names.size() != columns.length) {
            throw new IllegalArgumentException(names.size() + " names for " + columns.length + " columns");
        }
        double[] arm = weights.arm();
        double[] w = weights.weights();
        double[] even = new double[w.length];
        Arrays.fill(even, 1);
        List<Balance> before = new ArrayList<>();
        List<Balance> after = new ArrayList<>();
        for (int j = 0; j < columns.length; j++) {
            double[] x = columns[j];
            if (x.length != w.length) {
                throw new IllegalArgumentException(
                        "column '" + names.get(j) + "' has " + x.length + " rows, not " + w.length);
            }
            double treated = variance(x, arm, 1, even);
            double control = variance(x, arm, 0, even);
            before.add(row(names.get(j), x, arm, even, treated, control));
            after.add(row(names.get(j), x, arm, w, treated, control));
        }
        return new BalanceTable(before, after, weights.effectiveSize(1), weights.effectiveSize(0));
    }

    /**
     * The largest absolute standardised difference.
     *
     * @param rows {@link #before()} or {@link #after()}
     * @return by the standard deviation of the treated; 0 if there is no row
     */
    public static double largest(List<Balance> rows) {
        return rows.stream().mapToDouble(r -> Math.abs(r.smd())).max().orElse(0);
    }

    private static Balance row(String name, double[] x, double[] arm, double[] w, double treated, double control) {
        double one = mean(x, arm, 1, w);
        double zero = mean(x, arm, 0, w);
        double ratio = binary(x) ? Double.NaN : variance(x, arm, 1, w) / variance(x, arm, 0, w);
        return new Balance(
                name,
                one,
                zero,
                standardised(one - zero, Math.sqrt(treated)),
                standardised(one - zero, Math.sqrt((treated + control) / 2)),
                ratio,
                distance(x, arm, w));
    }

    private static double standardised(double difference, double sd) {
        return difference == 0 ? 0 : difference / sd;
    }

    private static double mean(double[] x, double[] arm, int treated, double[] w) {
        double sum = 0;
        double total = 0;
        for (int i = 0; i < x.length; i++) {
            if (arm[i] == treated) {
                sum += w[i] * x[i];
                total += w[i];
            }
        }
        return sum / total;
    }

    private static double variance(double[] x, double[] arm, int treated, double[] w) {
        double mean = mean(x, arm, treated, w);
        double sum = 0;
        double total = 0;
        double squares = 0;
        for (int i = 0; i < x.length; i++) {
            if (arm[i] == treated) {
                double d = x[i] - mean;
                sum += w[i] * d * d;
                total += w[i];
                squares += w[i] * w[i];
            }
        }
        return sum / (total - squares / total);
    }

    private static boolean binary(double[] x) {
        double other = x[0];
        for (double v : x) {
            if (v != x[0]) {
                if (other != x[0] && v != other) {
                    return false;
                }
                other = v;
            }
        }
        return true;
    }

    private static double distance(double[] x, double[] arm, double[] w) {
        int[] order = IntStream.range(0, x.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> x[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] total = new double[2];
        for (int i = 0; i < x.length; i++) {
            total[arm[i] > 0.5 ? 1 : 0] += w[i];
        }
        double gap = 0;
        double most = 0;
        for (int k = 0; k < order.length; k++) {
            int i = order[k];
            gap += arm[i] > 0.5 ? w[i] / total[1] : -w[i] / total[0];
            if (k + 1 == order.length || x[order[k + 1]] != x[i]) {
                most = Math.max(most, Math.abs(gap));
            }
        }
        return most;
    }
}
