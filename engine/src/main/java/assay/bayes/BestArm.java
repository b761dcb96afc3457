package assay.bayes;

import assay.Arguments;
import assay.distribution.NormalDistribution;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Which of several arms is best, given what is known about them: the largest value is the best one.
 *
 * <p>Ranking by these probabilities and looking whenever one likes does not hold an error rate: they are calibrated under
 * the prior, not under a null hypothesis.
 */
public final class BestArm {

    private static final double REACH = 9;

    private BestArm() {}

    /**
     * Probabilities of being best for independent normal arms, by quadrature: {@code P(k best) = integral of phi_k(x) times
     * the product of Phi_j(x) over the others}, to about 1e-12.
     *
     * @param means K posterior means
     * @param stdDevs K posterior standard deviations, above 0
     * @return K probabilities with sum 1
     */
    public static double[] independent(double[] means, double[] stdDevs) {
        double narrowest = Double.POSITIVE_INFINITY;
        for (double sd : stdDevs) {
            narrowest = Math.min(narrowest, Arguments.positive("standard deviation", sd));
        }
        double[] best = new double[means.length];
        for (int k = 0; k < best.length; k++) {
            // The trapezoidal rule is exact to rounding on a smooth integrand once steps resolve the narrowest arm.
            int steps = (int) Math.min(2_000_000, Math.ceil(2 * REACH * 8 * Math.max(1, stdDevs[k] / narrowest)));
            double step = 2 * REACH / steps;
            for (int i = 0; i <= steps; i++) {
                double u = -REACH + i * step;
                double x = means[k] + stdDevs[k] * u;
                double product = FastMath.exp(-0.5 * u * u);
                for (int j = 0; j < best.length; j++) {
                    if (j != k) {
                        product *= NormalDistribution.survival((means[j] - x) / stdDevs[j]);
                    }
                }
                best[k] += product * step / Math.sqrt(2 * FastMath.PI);
            }
        }
        return best;
    }

    /**
     * Probabilities of being best, and expected losses, of arms with a joint normal or t posterior, by simulation.
     *
     * @param means K posterior means
     * @param scale their joint scale matrix, K x K; positive semidefinite, an arm that is known has a row of zeros
     * @param degreesOfFreedom of the t distribution, infinite for the normal one
     * @param draws how many draws, at least 1
     * @param random the stream to draw from
     * @return the ranking; the standard error of a probability p is {@code sqrt(p (1 - p) / draws)}
     */
    public static Ranking joint(
            double[] means, double[][] scale, double degreesOfFreedom, int draws, RandomGenerator random) {
        Arguments.atLeast("draws", draws, 1);
        int k = means.length;
        double[][] root = root(scale);
        double[] best = new double[k];
        double[] loss = new double[k];
        double[] z = new double[k];
        double[] arm = new double[k];
        for (int draw = 0; draw < draws; draw++) {
            for (int i = 0; i < k; i++) {
                z[i] = random.nextGaussian();
            }
            double stretch = stretch(degreesOfFreedom, random);
            int top = 0;
            for (int i = 0; i < k; i++) {
                double x = 0;
                for (int j = 0; j <= i; j++) {
                    x += root[i][j] * z[j];
                }
                arm[i] = means[i] + stretch * x;
                top = arm[i] > arm[top] ? i : top;
            }
            best[top]++;
            for (int i = 0; i < k; i++) {
                loss[i] += arm[top] - arm[i];
            }
        }
        for (int i = 0; i < k; i++) {
            best[i] /= draws;
            loss[i] /= draws;
        }
        return new Ranking(best, loss, draws);
    }

    /** The factor that turns a normal draw into one of the t distribution: sqrt(df / chi-square). */
    private static double stretch(double df, RandomGenerator random) {
        if (!(df < 1e6)) {
            return 1;
        }
        // A gamma variate of shape df / 2 by the method of Marsaglia and Tsang (2000), which needs a shape of 1 or
        // more.
        double shape = df / 2;
        double boosted = shape < 1 ? shape + 1 : shape;
        double d = boosted - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = 1 + c * x;
            if (v > 0) {
                v = v * v * v;
                double u = random.nextDouble();
                if (FastMath.log(u) < 0.5 * x * x + d - d * v + d * FastMath.log(v)) {
                    double gamma = shape < 1 ? d * v * FastMath.pow(random.nextDouble(), 1 / shape) : d * v;
                    return Math.sqrt(df / (2 * gamma));
                }
            }
        }
    }

    /** A lower triangular root of a positive semidefinite matrix. */
    private static double[][] root(double[][] matrix) {
        int k = matrix.length;
        double[][] root = new double[k][k];
        for (int j = 0; j < k; j++) {
            double pivot = matrix[j][j];
            for (int l = 0; l < j; l++) {
                pivot -= root[j][l] * root[j][l];
            }
            if (!(pivot > 1e-12 * matrix[j][j])) {
                continue;
            }
            root[j][j] = Math.sqrt(pivot);
            for (int i = j + 1; i < k; i++) {
                double sum = matrix[i][j];
                for (int l = 0; l < j; l++) {
                    sum -= root[i][l] * root[j][l];
                }
                root[i][j] = sum / root[j][j];
            }
        }
        return root;
    }

    /**
     * The loss to be expected from choosing an option whose advantage is normal: {@code sigma phi(mu / sigma) - mu Phi(-mu /
     * sigma)}, the mean of what is given up where the advantage is negative.
     *
     * @param mean mu, the expected advantage
     * @param stdDev sigma, above 0
     * @return not negative
     */
    public static double expectedLoss(double mean, double stdDev) {
        double z = mean / Arguments.positive("standard deviation", stdDev);
        double density = FastMath.exp(-0.5 * z * z) / Math.sqrt(2 * FastMath.PI);
        return stdDev * density - mean * NormalDistribution.survival(z);
    }
}
