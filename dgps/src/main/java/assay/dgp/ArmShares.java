package assay.dgp;

import assay.distribution.NormalDistribution;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/** How the results of several arms so far turn into shares, before the floor. */
final class ArmShares {

    private static final int NODES = 64;
    /** Midpoints of equal parts of the normal distribution. */
    private static final double[] NODE = nodes();

    private ArmShares() {}

    private static double[] nodes() {
        double[] nodes = new double[NODES];
        for (int i = 0; i < NODES; i++) {
            nodes[i] = NormalDistribution.quantile((i + 0.5) / NODES);
        }
        return nodes;
    }

    /** Equal shares as long as an arm has no unit. */
    static double[] of(BanditRule rule, double[] sums, double[] counts, BanditOutcome outcome) {
        int k = sums.length;
        double[] shares = new double[k];
        double[] means = new double[k];
        double[] errors = new double[k];
        for (int a = 0; a < k; a++) {
            if (counts[a] == 0) {
                Arrays.fill(shares, 1.0 / k);
                return shares;
            }
            means[a] = sums[a] / counts[a];
            errors[a] = outcome.sd(means[a]) / FastMath.sqrt(counts[a]);
        }
        switch (rule) {
            case EPSILON_GREEDY -> lead(means, shares);
            case THOMPSON -> best(means, errors, shares);
        }
        return shares;
    }

    /** The leader takes all; leaders that are tied share. */
    private static void lead(double[] means, double[] shares) {
        double largest = Arrays.stream(means).max().orElseThrow();
        double leaders = Arrays.stream(means).filter(m -> m == largest).count();
        for (int a = 0; a < shares.length; a++) {
            shares[a] = means[a] == largest ? 1 / leaders : 0;
        }
    }

    /** The probability that each arm is best under independent normal posteriors, at equally likely values of the arm. */
    private static void best(double[] means, double[] errors, double[] shares) {
        double sum = 0;
        for (int a = 0; a < shares.length; a++) {
            for (double node : NODE) {
                double x = means[a] + errors[a] * node;
                double product = 1;
                for (int b = 0; b < shares.length; b++) {
                    if (b != a) {
                        product *= NormalDistribution.survival((means[b] - x) / errors[b]);
                    }
                }
                shares[a] += product / NODES;
            }
            sum += shares[a];
        }
        for (int a = 0; a < shares.length; a++) {
            shares[a] /= sum;
        }
    }
}
