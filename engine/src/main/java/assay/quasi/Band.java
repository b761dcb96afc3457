package assay.quasi;

import assay.distribution.NormalDistribution;
import assay.random.Philox;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The law of the largest of several absolute t statistics, by the multiplier bootstrap. With normal multipliers the bootstrap
 * draws are exactly normal with the estimated covariance, so they are drawn from that law at once and not unit by unit. They
 * are drawn when first asked for.
 */
final class Band {

    private static final int DRAWS = 999;
    /** 1 - .95 is not quite .05. */
    private static final double ROUNDING = 1e-9;

    private final double[][] correlation;
    private final long key;
    private double @Nullable [] largest;

    Band(double[][] correlation, long key) {
        this.correlation = correlation;
        this.key = key;
    }

    /** Bands of one law and key draw the same. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Band band && band.key == key && Arrays.deepEquals(band.correlation, correlation);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(key) + Arrays.deepHashCode(correlation);
    }

    private synchronized double[] largest() {
        double[] made = largest;
        if (made == null) {
            made = draw();
            largest = made;
        }
        return made;
    }

    private double[] draw() {
        SemiCholesky root = new SemiCholesky(correlation);
        Philox random = new Philox(key, 0, 3);
        int terms = correlation.length;
        double[] z = new double[DRAWS * terms];
        random.normals(z);
        double[] x = new double[terms];
        double[] maxima = new double[DRAWS];
        for (int b = 0; b < DRAWS; b++) {
            root.multiply(z, b * terms, x);
            for (double v : x) {
                maxima[b] = Math.max(maxima[b], Math.abs(v));
            }
        }
        Arrays.sort(maxima);
        return maxima;
    }

    /** The two-sided pointwise size at which, all tests taken together, alpha of null samples find anything. */
    double pointwise(double alpha) {
        // One of the draws more than are beyond the critical value is the sample itself.
        int beyond = (int) Math.ceil(alpha * (DRAWS + 1) - ROUNDING) - 1;
        return beyond < 1 ? alpha / correlation.length : 2 * NormalDistribution.survival(largest()[DRAWS - beyond]);
    }

    /** The p-value among all tests of one whose own is given. */
    double pValue(double own) {
        if (own >= 1) {
            return 1;
        }
        double[] sorted = largest();
        double z = own > 0 ? -NormalDistribution.quantile(own / 2) : Double.POSITIVE_INFINITY;
        int at = Arrays.binarySearch(sorted, z);
        int beyond = DRAWS - (at < 0 ? -at - 1 : at);
        double share = Math.min(1, (1 + ROUNDING) * (1 + beyond) / (DRAWS + 1));
        return beyond == 0 ? Math.min(share, own * correlation.length) : share;
    }
}
