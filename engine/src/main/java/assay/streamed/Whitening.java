package assay.streamed;

import java.util.ArrayList;
import java.util.List;

/**
 * The Cholesky factor L of the cross-products S of covariates in an arm, {@code S = L L'}, and what it whitens. A covariate that
 * those before it determine, to 1e-7 of its length, is left out of both arms.
 */
final class Whitening {

    private static final double ALIASED = 1e-14;

    private Whitening() {}

    /** The places of the covariates that are used, those that can be told apart in both arms. */
    static int[] usable(TwoArmStatistics arms, int[] covariates) {
        List<Integer> used = new ArrayList<>();
        for (int covariate : covariates) {
            used.add(covariate);
            int[] places = used.stream().mapToInt(Integer::intValue).toArray();
            if (isAliased(arms.treated(), places) || isAliased(arms.control(), places)) {
                used.remove(used.size() - 1);
            }
        }
        return used.stream().mapToInt(Integer::intValue).toArray();
    }

    private static boolean isAliased(ArmStatistics arm, int[] places) {
        int last = places.length - 1;
        double length = arm.crossProduct(places[last], places[last]);
        double pivot = factor(arm, places)[last][last];
        return !(pivot * pivot > ALIASED * length);
    }

    /** The lower triangle L of the cross-products of some columns. */
    static double[][] factor(ArmStatistics arm, int[] places) {
        int k = places.length;
        double[][] matrix = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                matrix[i][j] = arm.crossProduct(places[i], places[j]);
            }
        }
        return factor(matrix);
    }

    /** The lower triangle L of a matrix of which the lower triangle is read. */
    static double[][] factor(double[][] matrix) {
        int k = matrix.length;
        double[][] l = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j];
                for (int t = 0; t < j; t++) {
                    sum -= l[i][t] * l[j][t];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(0, sum)) : sum / l[j][j];
            }
        }
        return l;
    }

    /** {@code L^-1 v}. */
    static double[] solve(double[][] l, double[] v) {
        double[] out = new double[v.length];
        for (int i = 0; i < out.length; i++) {
            double sum = v[i];
            for (int t = 0; t < i; t++) {
                sum -= l[i][t] * out[t];
            }
            out[i] = sum / l[i][i];
        }
        return out;
    }

    /** The inverse of L, so that rows can be whitened by products alone. */
    static double[][] inverse(double[][] l) {
        int k = l.length;
        double[][] out = new double[k][k];
        for (int j = 0; j < k; j++) {
            double[] unit = new double[k];
            unit[j] = 1;
            double[] column = solve(l, unit);
            for (int i = 0; i < k; i++) {
                out[i][j] = column[i];
            }
        }
        return out;
    }
}
