package assay.incrementality;

import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whether an effect on compliers can be read off at all: an assignment that is random, reaches the outcome through exposure
 * only, and is never defied makes, for every set B of outcomes,
 * {@code P(Y in B, D = 1 | Z = 1) >= P(Y in B, D = 1 | Z = 0)} and {@code P(Y in B, D = 0 | Z = 0) >= P(Y in B, D = 0 | Z = 1)}
 * (Balke and Pearl 1997; Kitagawa, Econometrica 83, 2015, doi:10.3982/ECTA11974).
 *
 * <p>Sets are the values of the outcome, or tenths of its distribution where it has more than ten. The statistic is the largest
 * studentised violation, and the p-value that of the normal distribution times the number of inequalities: it errs on the side
 * of not rejecting. Passing is no proof.
 */
public record InstrumentInequality() implements Estimator<HypothesisTest> {

    private static final int MOST_SETS = 10;

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        AdSample rows = AdSample.of(sample);
        double[] y = rows.outcome();
        double[] d = rows.exposure();
        double[] z = rows.arms().indicator();
        double[] ends = ends(y);
        double[][][] counts = new double[2][2][ends.length];
        for (int i = 0; i < y.length; i++) {
            int set = Arrays.binarySearch(ends, y[i]);
            counts[(int) z[i]][(int) d[i]][set >= 0 ? set : -set - 1]++;
        }
        double n1 = rows.arms().treated();
        double n0 = rows.arms().control();
        double worst = Double.NEGATIVE_INFINITY;
        int inequalities = 0;
        for (int exposed = 0; exposed < 2; exposed++) {
            for (int set = 0; set < ends.length; set++) {
                double p1 = counts[1][exposed][set] / n1;
                double p0 = counts[0][exposed][set] / n0;
                double variance = p1 * (1 - p1) / n1 + p0 * (1 - p0) / n0;
                if (variance > 0) {
                    double excess = exposed == 1 ? p0 - p1 : p1 - p0;
                    worst = Math.max(worst, excess / Math.sqrt(variance));
                    inequalities++;
                }
            }
        }
        double statistic = inequalities == 0 ? 0 : worst;
        double p = Math.min(1, Math.max(1, inequalities) * NormalDistribution.survival(statistic));
        return new HypothesisTest(
                "exposure follows assignment and carries its whole effect",
                statistic,
                Double.POSITIVE_INFINITY,
                p,
                Glance.of(
                        "instrument-inequality",
                        "largest of studentised violations, Bonferroni",
                        sample,
                        rows.arms(),
                        Map.of("inequalities", (double) inequalities)),
                List.of());
    }

    /** The upper ends of the sets: the distinct values, or tenths. */
    private static double[] ends(double[] y) {
        double[] sorted = y.clone();
        Arrays.sort(sorted);
        double[] distinct = new double[MOST_SETS];
        int count = 0;
        for (int i = 0; i < sorted.length; i++) {
            if (i == 0 || sorted[i] != sorted[i - 1]) {
                if (count == MOST_SETS) {
                    return tenths(sorted);
                }
                distinct[count++] = sorted[i];
            }
        }
        return Arrays.copyOf(distinct, count);
    }

    private static double[] tenths(double[] sorted) {
        double[] ends = new double[MOST_SETS];
        int count = 0;
        for (int k = 1; k <= MOST_SETS; k++) {
            double end = sorted[(int) ((long) k * sorted.length / MOST_SETS) - 1];
            if (count == 0 || end > ends[count - 1]) {
                ends[count++] = end;
            }
        }
        return Arrays.copyOf(ends, count);
    }
}
