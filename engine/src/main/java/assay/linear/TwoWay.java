package assay.linear;

import java.util.HashMap;
import java.util.Map;

/**
 * A covariance for dependence along two crossed groupings, {@code V1 + V2 - V12} (Cameron, Gelbach and Miller, J. Bus.
 * Econ. Stat. 29, 2011): the covariances by the first, by the second and by their intersection.
 *
 * <p>The sum need not be positive definite; negative eigenvalues are then set to 0.
 */
public final class TwoWay {

    private final double[][] covariance;
    private final double degreesOfFreedom;
    private final boolean clipped;

    private TwoWay(double[][] covariance, double degreesOfFreedom, boolean clipped) {
        this.covariance = covariance;
        this.degreesOfFreedom = degreesOfFreedom;
        this.clipped = clipped;
    }

    /**
     * Computes it.
     *
     * @param rows the rows; their own clusters, if any, do not count
     * @param first the first grouping
     * @param second the second grouping
     * @param outcome index of the outcome
     * @param v which covariance is used for each of the three
     * @return the covariance
     * @throws assay.EstimationException if a grouping has a single cluster
     */
    public static TwoWay of(ArrayRows rows, int[] first, int[] second, int outcome, ClusterCovariance v) {
        int[] both = new int[first.length];
        Map<Long, Integer> pairs = new HashMap<>();
        for (int i = 0; i < both.length; i++) {
            both[i] = pairs.computeIfAbsent(((long) first[i] << 32) | second[i], key -> pairs.size());
        }
        LinearFit one = LinearModel.fit(rows.clustered(first));
        LinearFit two = LinearModel.fit(rows.clustered(second));
        double[][] v1 = one.covariance(outcome, v);
        double[][] v2 = two.covariance(outcome, v);
        double[][] v12 = LinearModel.fit(rows.clustered(both)).covariance(outcome, v);
        int k = v1.length;
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                v1[i][j] += v2[i][j] - v12[i][j];
            }
        }
        double df = Math.min(one.clusters(), two.clusters()) - 1.0;
        SymmetricEigen eigen = new SymmetricEigen(v1);
        boolean clipped = false;
        double[][] positive = new double[k][k];
        for (int r = 0; r < k; r++) {
            clipped |= eigen.values[r] < 0;
            double value = Math.max(0, eigen.values[r]);
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    positive[i][j] += value * eigen.vectors[i][r] * eigen.vectors[j][r];
                }
            }
        }
        return new TwoWay(clipped ? positive : v1, df, clipped);
    }

    /**
     * The covariance of the coefficients.
     *
     * @return a new k x k matrix in the order of the fit's terms
     */
    public double[][] covariance() {
        double[][] out = new double[covariance.length][];
        for (int i = 0; i < out.length; i++) {
            out[i] = covariance[i].clone();
        }
        return out;
    }

    /**
     * Degrees of freedom for t.
     *
     * @return the smaller number of clusters less 1
     */
    public double degreesOfFreedom() {
        return degreesOfFreedom;
    }

    /**
     * Whether negative eigenvalues were set to 0.
     *
     * @return true where the sum was not positive semidefinite
     */
    public boolean clipped() {
        return clipped;
    }
}
