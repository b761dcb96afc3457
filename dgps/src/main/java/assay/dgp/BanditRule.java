package assay.dgp;

import assay.distribution.NormalDistribution;
import org.apache.commons.math3.util.FastMath;

/** How an adaptive experiment turns the results so far into the probability of treatment. */
public enum BanditRule {
    /** The arm that is ahead gets all but the floor. */
    EPSILON_GREEDY {
        @Override
        double share(double lead, double error) {
            if (lead == 0) {
                return 0.5;
            }
            return lead > 0 ? 1 : 0;
        }
    },
    /** The probability that treatment is better, given the results and a flat prior. */
    THOMPSON {
        @Override
        double share(double lead, double error) {
            double z = lead / error;
            return z > 0 ? 1 - NormalDistribution.survival(z) : NormalDistribution.survival(-z);
        }
    };

    /** The share before the floor, by the difference of means so far and its standard error. */
    abstract double share(double lead, double error);

    /** The probability of treatment after some rows of each arm; a fair coin as long as one has none. */
    double propensity(double[] sums, int[] counts, double sd, double floor) {
        if (counts[0] == 0 || counts[1] == 0) {
            return 0.5;
        }
        double error = sd * FastMath.sqrt(1.0 / counts[0] + 1.0 / counts[1]);
        double share = share(sums[1] / counts[1] - sums[0] / counts[0], error);
        return FastMath.max(floor, FastMath.min(1 - floor, share));
    }
}
