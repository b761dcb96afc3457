package assay.bayes;

import assay.Arguments;
import java.util.List;
import org.apache.commons.math3.special.Gamma;
import org.apache.commons.math3.util.FastMath;

/**
 * Rewards of arms by context: the mean reward of arm a at features x is {@code (1, x)'theta_a}.
 *
 * <p>Under the conjugate prior {@code theta_a = beta + delta_a}, where beta is shared by all arms and each part has the prior of
 * {@link ConjugatePrior} about the origin. It is the Bayesian regression on the features and their products with indicators of every
 * arm, so that arms learn from each other and none is privileged: {@code theta | sigma^2 ~ N(0, sigma^2 (I + J) / lambda)} over arms.
 * With {@code Lambda_n = lambda (I + J)^-1 + X'X} the posterior is that of {@link BayesianLinearRegression}.
 *
 * <p>Immutable.
 */
public final class RewardModel {

    private static final int DRAWS = 1024;
    private static final long KEY = 1;

    private final List<String> arms;
    private final List<String> features;
    private final Posterior posterior;
    private final double[] mean;
    /** For each pair of arms a and b at most a, the symmetric matrix by which contexts give their covariance, lower half by rows. */
    private final double[][] blocks;

    private final JointDraws draws;

    private RewardModel(List<String> arms, List<String> features, Posterior posterior) {
        this.arms = Arguments.distinct("arm", arms);
        this.features = Arguments.distinct("feature", features);
        this.posterior = posterior;
        this.mean = posterior.mean();
        int k = arms.size();
        int terms = features.size() + 1;
        if (k < 2 || mean.length != k * terms) {
            throw new IllegalArgumentException(
                    "a posterior of " + mean.length + " coefficients for " + k + " arms with " + terms + " each");
        }
        this.blocks = blocks(posterior.scale(), k, terms);
        this.draws = new JointDraws(k, DRAWS, posterior.degreesOfFreedom(), KEY);
    }

    /**
     * The model with a posterior of another making, such as {@link Posterior#sandwich} with least-squares coefficients of each arm
     * and their robust covariance.
     *
     * @param arms names of the K arms
     * @param features names of the p features of a context
     * @param posterior of K (p + 1) coefficients: intercept and slopes of the first arm, then of the second
     * @return the model
     * @throws IllegalArgumentException if the posterior has another number of coefficients, or names occur twice
     */
    public static RewardModel of(List<String> arms, List<String> features, Posterior posterior) {
        return new RewardModel(arms, features, posterior);
    }

    /**
     * The model by the sums of the rows so far.
     *
     * @param arms names of the K arms
     * @param features names of the p features of a context
     * @param prior the prior; its mean is the origin of the sums for intercepts and 0 for slopes
     * @param sums the sums, of no rows at the start
     * @return the model
     * @throws IllegalArgumentException if the sums are of another number of arms or features
     */
    public static RewardModel fit(List<String> arms, List<String> features, ConjugatePrior prior, ArmSums sums) {
        if (sums.arms() != arms.size() || sums.terms() != features.size() + 1) {
            throw new IllegalArgumentException("sums of " + sums.arms() + " arms and " + (sums.terms() - 1)
                    + " features for " + arms.size() + " arms and " + features.size() + " features");
        }
        return new RewardModel(arms, features, posterior(prior, sums));
    }

    private static Posterior posterior(ConjugatePrior prior, ArmSums sums) {
        int k = sums.arms();
        int terms = sums.terms();
        int size = k * terms;
        double lambda = prior.precision();
        double[][] precision = new double[size][size];
        double[] right = new double[size];
        double quadratic = 0;
        for (int a = 0; a < k; a++) {
            quadratic += sums.yy(a);
            for (int i = 0; i < terms; i++) {
                int row = a * terms + i;
                right[row] = sums.xy(a, i);
                for (int b = 0; b < k; b++) {
                    precision[row][b * terms + i] = lambda * ((a == b ? 1 : 0) - 1.0 / (k + 1));
                }
                for (int j = 0; j < terms; j++) {
                    precision[row][a * terms + j] += i >= j ? sums.xx(a, i, j) : sums.xx(a, j, i);
                }
            }
        }
        Cholesky root = new Cholesky(precision);
        double[] mean = root.solve(right);
        for (int i = 0; i < size; i++) {
            quadratic -= mean[i] * right[i];
        }
        double n = sums.rows();
        double shape = prior.shape() + n / 2;
        double rate = prior.rate() + Math.max(0, quadratic) / 2;
        double[][] scale = root.inverse();
        for (double[] row : scale) {
            for (int j = 0; j < size; j++) {
                row[j] *= rate / shape;
            }
        }
        for (int a = 0; a < k; a++) {
            mean[a * terms] += sums.origin();
        }
        double logPrior = terms * (k * FastMath.log(lambda) - FastMath.log(k + 1.0));
        double evidence = -0.5 * n * FastMath.log(2 * FastMath.PI)
                + 0.5 * (logPrior - root.logDeterminant())
                + prior.shape() * FastMath.log(prior.rate())
                - shape * FastMath.log(rate)
                + Gamma.logGamma(shape)
                - Gamma.logGamma(prior.shape());
        return new Posterior(mean, scale, 2 * shape, rate, evidence);
    }

    private static double[][] blocks(double[][] scale, int k, int terms) {
        double[][] blocks = new double[k * (k + 1) / 2][terms * (terms + 1) / 2];
        for (int a = 0, pair = 0; a < k; a++) {
            for (int b = 0; b <= a; b++, pair++) {
                for (int i = 0, at = 0; i < terms; i++) {
                    for (int j = 0; j <= i; j++, at++) {
                        double one = scale[a * terms + i][b * terms + j];
                        blocks[pair][at] = i == j ? one : one + scale[a * terms + j][b * terms + i];
                    }
                }
            }
        }
        return blocks;
    }

    /**
     * The arms.
     *
     * @return their names
     */
    public List<String> arms() {
        return arms;
    }

    /**
     * The features of a context.
     *
     * @return their names
     */
    public List<String> features() {
        return features;
    }

    /**
     * The posterior of all coefficients.
     *
     * @return K (p + 1) of them, arm by arm, intercept first
     */
    public Posterior posterior() {
        return posterior;
    }

    /**
     * What each arm would bring a unit.
     *
     * @param context its p features, finite
     * @return the joint distribution of its mean rewards
     * @throws IllegalArgumentException if there is another number of features, or one is not finite
     */
    public RewardDistribution reward(double... context) {
        if (context.length != features.size()) {
            throw new IllegalArgumentException(
                    "a context has the " + features.size() + " features " + features + ", not " + context.length);
        }
        for (int j = 0; j < context.length; j++) {
            Arguments.finite("feature " + features.get(j), context[j]);
        }
        int k = arms.size();
        double[] means = new double[k];
        double[] packed = new double[k * k];
        reward(context, means, packed);
        double[][] scale = new double[k][k];
        for (int a = 0; a < k; a++) {
            for (int b = 0; b <= a; b++) {
                scale[a][b] = packed[a * k + b];
                scale[b][a] = scale[a][b];
            }
        }
        return new RewardDistribution(arms, means, scale, posterior.degreesOfFreedom(), draws);
    }

    /** Means, and the lower half of the scale by rows of K. */
    private void reward(double[] context, double[] means, double[] scale) {
        int k = means.length;
        int terms = context.length + 1;
        for (int a = 0; a < k; a++) {
            double sum = mean[a * terms];
            for (int j = 1; j < terms; j++) {
                sum += mean[a * terms + j] * context[j - 1];
            }
            means[a] = sum;
        }
        for (int a = 0, pair = 0; a < k; a++) {
            for (int b = 0; b <= a; b++, pair++) {
                double[] block = blocks[pair];
                double sum = block[0];
                for (int i = 1, at = 1; i < terms; i++) {
                    double inner = block[at++];
                    for (int j = 1; j <= i; j++) {
                        inner += block[at++] * context[j - 1];
                    }
                    sum += inner * context[i - 1];
                }
                scale[a * k + b] = sum;
            }
        }
    }

    /** Scratch of one thread: probabilities of many units without an allocation for each. */
    final class Chooser {
        private final Allocation allocation;
        private final double[] context = new double[features.size()];
        private final double[] means = new double[arms.size()];
        private final double[] scale = new double[arms.size() * arms.size()];
        private final double[] best = new double[arms.size()];
        private final double[] shares = new double[arms.size()];

        Chooser(Allocation allocation) {
            this.allocation = allocation;
        }

        /** Probabilities of a row of columns, to row K on. */
        void probabilities(double[][] columns, int row, double[] out) {
            for (int j = 0; j < context.length; j++) {
                context[j] = columns[j][row];
            }
            reward(context, means, scale);
            if (allocation.rule() == AllocationRule.THOMPSON || allocation.rule() == AllocationRule.TOP_TWO) {
                root(scale, means.length);
                draws.best(means, scale, best);
            }
            allocation.probabilities(best, means, shares);
            System.arraycopy(shares, 0, out, row * shares.length, shares.length);
        }
    }

    /** A lower triangular root of a positive semidefinite matrix, by rows of K. */
    static double[] root(double[][] matrix) {
        int k = matrix.length;
        double[] packed = new double[k * k];
        for (int a = 0; a < k; a++) {
            System.arraycopy(matrix[a], 0, packed, a * k, a + 1);
        }
        root(packed, k);
        return packed;
    }

    /** The same in place; only the lower half is read and written. */
    private static void root(double[] m, int k) {
        for (int j = 0; j < k; j++) {
            double diagonal = m[j * k + j];
            double pivot = diagonal;
            for (int l = 0; l < j; l++) {
                pivot -= m[j * k + l] * m[j * k + l];
            }
            boolean known = !(pivot > 1e-12 * diagonal);
            double d = known ? 0 : Math.sqrt(pivot);
            m[j * k + j] = d;
            for (int i = j + 1; i < k; i++) {
                double sum = m[i * k + j];
                for (int l = 0; l < j; l++) {
                    sum -= m[i * k + l] * m[j * k + l];
                }
                m[i * k + j] = known ? 0 : sum / d;
            }
        }
    }
}
