package assay.dgp;

import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/** How the results of several arms so far turn into shares, before the floor. */
final class ArmShares {

    private static final int DRAWS = 512;
    private static final int MOST = 21;
    /** Standard normal draws by rows of arms, the second half a mirror image of the first: the same for every batch. */
    private static final double[] DRAW = draws();

    private ArmShares() {}

    private static double[] draws() {
        double[] draws = new double[DRAWS * MOST];
        double[] half = new double[draws.length / 2];
        new Philox(1, 0, 3).normals(half);
        for (int i = 0; i < half.length; i++) {
            draws[i] = half[i];
            draws[half.length + i] = -half[i];
        }
        return draws;
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

    /** How often each arm is best in draws from independent normal posteriors. */
    private static void best(double[] means, double[] errors, double[] shares) {
        for (int d = 0; d < DRAWS; d++) {
            int top = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int a = 0; a < shares.length; a++) {
                double x = means[a] + errors[a] * DRAW[d * MOST + a];
                if (x > highest) {
                    highest = x;
                    top = a;
                }
            }
            shares[top] += 1.0 / DRAWS;
        }
    }
}
