package assay.design;

import assay.Arguments;
import assay.Caution;
import assay.Glance;
import assay.HypothesisTest;
import assay.random.Philox;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Assignment by lot to two arms, drawn again until covariates are balanced (Morgan and Rubin, Rerandomization to improve covariate
 * balance in experiments, Ann. Statist. 2012): an assignment is accepted if the Mahalanobis distance of the arms' means,
 *
 * <p>{@code M = (n1 n0 / n) d' S^-1 d}, {@code d = mean(X | T = 1) - mean(X | T = 0)}, S the covariance of X,
 *
 * <p>is at most the quantile of the chi-squared distribution with k degrees of freedom at the share of assignments to accept.
 *
 * <p>The difference in means varies less than lots without a rule would let it; its usual standard error does not know, and
 * is too large. The exact answer is a randomisation test that draws by the same rule, {@link #test}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is out of its range.
 *
 * @param experiment its name, which is its salt: the same list and name give the same lots
 * @param acceptance share of assignments to accept, in (0, 1]; 0.001 to 0.1 is usual
 * @param treatedShare share of units treated, in (0, 1); rounded to whole units
 */
public record Rerandomisation(String experiment, double acceptance, double treatedShare) {

    /** Draws at most, as a multiple of what is expected; beyond it covariates cannot be balanced that well. */
    private static final double PATIENCE = 50;

    public Rerandomisation {
        experiment = new SaltedHash(experiment).salt();
        if (!(acceptance > 0 && acceptance <= 1)) {
            throw new IllegalArgumentException("the share to accept must be in (0, 1], not " + acceptance);
        }
        Arguments.probability("share of units treated", treatedShare);
    }

    /** An assignment that was accepted. */
    public static final class Lots {

        private final double[] treatment;
        private final double distance;
        private final double threshold;
        private final int draws;

        private Lots(double[] treatment, double distance, double threshold, int draws) {
            this.treatment = treatment;
            this.distance = distance;
            this.threshold = threshold;
            this.draws = draws;
        }

        /**
         * The arms.
         *
         * @return a copy, 1 for treated and 0 for control, in the order of the list
         */
        public double[] treatment() {
            return treatment.clone();
        }

        /**
         * How far apart the arms are.
         *
         * @return the Mahalanobis distance M, at least 0
         */
        public double distance() {
            return distance;
        }

        /**
         * How far apart they may be.
         *
         * @return the largest distance that is accepted
         */
        public double threshold() {
            return threshold;
        }

        /**
         * How many assignments were drawn.
         *
         * @return at least 1
         */
        public int draws() {
            return draws;
        }
    }

    /**
     * Draws an assignment.
     *
     * @param covariates a column for each covariate, with a number for each unit
     * @return the first that is accepted
     * @throws IllegalArgumentException if there is no covariate, one does not vary or follows from the others, an arm would be
     *     empty, or none is accepted
     */
    public Lots draw(List<double[]> covariates) {
        long key = new SaltedHash(experiment + "/rerandomise").of("");
        return new Balance(covariates).draw(new Philox(key, 0, 0));
    }

    /**
     * The sharp null hypothesis that treatment changes no unit's outcome, by assignments drawn under the same rule.
     *
     * @param outcome of each unit
     * @param treatment what {@link #draw} gave, 1 for treated
     * @param covariates those that were balanced
     * @param draws assignments to compare with, at least 19
     * @return the two-sided test of the difference in means, {@code p = (1 + #{at least as large}) / (1 + draws)}
     * @throws IllegalArgumentException if lengths differ, or nothing is accepted
     */
    public HypothesisTest test(double[] outcome, double[] treatment, List<double[]> covariates, int draws) {
        Arguments.atLeast("draws", draws, 19);
        Balance balance = new Balance(covariates);
        if (outcome.length != balance.n || treatment.length != balance.n) {
            throw new IllegalArgumentException("covariates have " + balance.n + " units, outcomes " + outcome.length
                    + " and arms " + treatment.length);
        }
        double observed = difference(outcome, treatment);
        long key = new SaltedHash(experiment + "/test").of("");
        int larger = 0;
        for (int b = 0; b < draws; b++) {
            double drawn = difference(outcome, balance.draw(new Philox(key, b, 0)).treatment);
            larger += Math.abs(drawn) >= Math.abs(observed) * (1 - 1e-12) ? 1 : 0;
        }
        int treated = balance.treated;
        return new HypothesisTest(
                "no effect on any unit",
                observed,
                Double.NaN,
                (1.0 + larger) / (1.0 + draws),
                new Glance(
                        "rerandomised",
                        "randomisation distribution of the same design",
                        balance.n,
                        treated,
                        balance.n - treated,
                        0,
                        0,
                        Map.of("draws", (double) draws, "acceptance", acceptance)),
                List.of(Caution.of(
                        "rerandomised",
                        "Arms were drawn again until covariates were balanced, so that the usual standard error is too large;"
                                + " this p-value draws by the same rule.")));
    }

    private static double difference(double[] outcome, double[] treatment) {
        double[] sums = new double[2];
        double treated = 0;
        for (int i = 0; i < outcome.length; i++) {
            sums[(int) treatment[i]] += outcome[i];
            treated += treatment[i];
        }
        return sums[1] / treated - sums[0] / (outcome.length - treated);
    }

    /** Covariates made ready: whitened, so that the distance is a sum of squares. */
    private final class Balance {

        private final int n;
        private final int treated;
        private final double[][] white;
        private final double threshold;

        Balance(List<double[]> covariates) {
            Arguments.atLeast("the number of covariates", covariates.size(), 1);
            n = covariates.get(0).length;
            treated = (int) Math.rint(treatedShare * n);
            int k = covariates.size();
            if (treated < 1 || treated >= n || n <= k + 1) {
                throw new IllegalArgumentException(n + " units with " + k + " covariates and " + treated
                        + " treated are too few to balance: give more units or fewer covariates");
            }
            white = whitened(covariates);
            threshold = acceptance == 1
                    ? Double.POSITIVE_INFINITY
                    : new ChiSquaredDistribution(k).inverseCumulativeProbability(acceptance);
        }

        private double[][] whitened(List<double[]> covariates) {
            int k = covariates.size();
            double[][] centred = new double[k][];
            for (int j = 0; j < k; j++) {
                centred[j] = standardised(covariates.get(j), j);
            }
            double[][] correlation = new double[k][k];
            for (int a = 0; a < k; a++) {
                for (int b = 0; b < k; b++) {
                    double sum = 0;
                    for (int i = 0; i < n; i++) {
                        sum += centred[a][i] * centred[b][i];
                    }
                    correlation[a][b] = sum / (n - 1);
                }
            }
            RealMatrix lower;
            try {
                lower = new CholeskyDecomposition(new Array2DRowRealMatrix(correlation), 1e-9, 1e-10).getL();
            } catch (NonPositiveDefiniteMatrixException e) {
                throw new IllegalArgumentException(
                        "a covariate follows from the others, so that there is no distance between arms: leave it out",
                        e);
            }
            // Forward substitution, unit by unit.
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < k; j++) {
                    double value = centred[j][i];
                    for (int b = 0; b < j; b++) {
                        value -= lower.getEntry(j, b) * centred[b][i];
                    }
                    centred[j][i] = value / lower.getEntry(j, j);
                }
            }
            return centred;
        }

        private double[] standardised(double[] values, int column) {
            if (values.length != n) {
                throw new IllegalArgumentException("covariates have " + n + " and " + values.length + " units");
            }
            double mean = 0;
            for (double value : values) {
                mean += Arguments.finite("covariate " + (column + 1), value) / n;
            }
            double squares = 0;
            for (double value : values) {
                squares += (value - mean) * (value - mean);
            }
            if (!(squares > 1e-24 * n * (1 + mean * mean))) {
                throw new IllegalArgumentException(
                        "covariate " + (column + 1) + " does not vary, so that it is balanced already: leave it out");
            }
            double sd = Math.sqrt(squares / (n - 1));
            double[] out = new double[n];
            for (int i = 0; i < n; i++) {
                out[i] = (values[i] - mean) / sd;
            }
            return out;
        }

        Lots draw(Philox random) {
            int most = (int) Math.ceil(PATIENCE / acceptance);
            int[] order = new int[n];
            for (int i = 0; i < n; i++) {
                order[i] = i;
            }
            double scale = n / ((double) treated * (n - treated));
            for (int attempt = 1; attempt <= most; attempt++) {
                // The first units of a random order; any order is as good a start as another.
                for (int i = 0; i < treated; i++) {
                    int j = i + (int) (random.nextDouble() * (n - i));
                    int kept = order[i];
                    order[i] = order[j];
                    order[j] = kept;
                }
                double distance = 0;
                for (double[] column : white) {
                    double sum = 0;
                    for (int i = 0; i < treated; i++) {
                        sum += column[order[i]];
                    }
                    distance += scale * sum * sum;
                }
                if (distance <= threshold) {
                    double[] treatment = new double[n];
                    for (int i = 0; i < treated; i++) {
                        treatment[order[i]] = 1;
                    }
                    return new Lots(treatment, distance, threshold, attempt);
                }
            }
            throw new IllegalArgumentException("none of " + most + " assignments is balanced well enough: with " + n
                    + " units accept a larger share than " + acceptance);
        }
    }
}
