package assay.cate;

import assay.distribution.NormalDistribution;
import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;
import org.jspecify.annotations.Nullable;

/** The law of the smallest of several two-sided p-values when all null hypotheses hold. */
sealed interface Family {

    /** The size of each test at which the chance that any of them rejects is alpha. */
    double pointwise(double alpha);

    /** The chance that the smallest p-value is not above one's own. */
    double adjusted(double own);

    /** Independent statistics: the formula of Sidak is exact. */
    record Independent(int terms) implements Family {

        @Override
        public double pointwise(double alpha) {
            return -FastMath.expm1(FastMath.log1p(-alpha) / terms);
        }

        @Override
        public double adjusted(double own) {
            return own >= 1 ? 1 : -FastMath.expm1(terms * FastMath.log1p(-own));
        }
    }

    /**
     * Statistics that are jointly normal with a correlation that was estimated. Their largest is drawn from that law, which is what
     * the multiplier bootstrap with normal multipliers does; the draws are made when first asked for and are the same for the same key.
     */
    final class Correlated implements Family {

        private static final int DRAWS = 9_999;
        private static final double ROUNDING = 1e-9;
        private static final double DEPENDENT = 1e-10;

        private final double[][] correlation;
        private final long key;
        private double @Nullable [] largest;

        /** Statistics with this correlation matrix, which may be singular. */
        Correlated(double[][] correlation, long key) {
            this.correlation = correlation;
            this.key = key;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Correlated that
                    && that.key == key
                    && Arrays.deepEquals(that.correlation, correlation);
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
            int terms = correlation.length;
            double[][] root = root(correlation);
            Philox random = new Philox(key, 0, 3);
            double[] z = new double[terms];
            double[] maxima = new double[DRAWS];
            for (int b = 0; b < DRAWS; b++) {
                random.normals(z);
                for (int i = 0; i < terms; i++) {
                    double sum = 0;
                    for (int j = 0; j <= i; j++) {
                        sum += root[i][j] * z[j];
                    }
                    maxima[b] = Math.max(maxima[b], Math.abs(sum));
                }
            }
            Arrays.sort(maxima);
            return maxima;
        }

        /** The Cholesky root; a direction that earlier ones explain is left out. */
        private static double[][] root(double[][] matrix) {
            int n = matrix.length;
            double[][] lower = new double[n][n];
            for (int j = 0; j < n; j++) {
                double pivot = matrix[j][j];
                for (int k = 0; k < j; k++) {
                    pivot -= lower[j][k] * lower[j][k];
                }
                if (!(pivot > DEPENDENT)) {
                    continue;
                }
                lower[j][j] = Math.sqrt(pivot);
                for (int i = j + 1; i < n; i++) {
                    double sum = matrix[i][j];
                    for (int k = 0; k < j; k++) {
                        sum -= lower[i][k] * lower[j][k];
                    }
                    lower[i][j] = sum / lower[j][j];
                }
            }
            return lower;
        }

        @Override
        public double pointwise(double alpha) {
            // One of the draws beyond the critical value is the sample itself.
            int beyond = (int) Math.ceil(alpha * (DRAWS + 1) - ROUNDING) - 1;
            return beyond < 1 ? alpha / correlation.length : 2 * NormalDistribution.survival(largest()[DRAWS - beyond]);
        }

        @Override
        public double adjusted(double own) {
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
}
