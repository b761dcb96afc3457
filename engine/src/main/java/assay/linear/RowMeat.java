package assay.linear;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The second pass: residuals and leverages row by row, summed to the meats of a covariance of independent rows. */
final class RowMeat {

    /** Whitened meat: (m k) x (m k) if joint, else one k x k for each outcome. */
    final double[][][] meats;
    /** Rows with leverage 1. */
    final long isolated;

    private RowMeat(double[][][] meats, long isolated) {
        this.meats = meats;
        this.isolated = isolated;
    }

    /** Sums over all parts, in their order. */
    static RowMeat of(Feed feed, Moments moments, Design design, Roles roles, Covariance covariance, boolean joint) {
        Part[] parts = new Part[feed.parts()];
        IntStream range = IntStream.range(0, parts.length);
        (parts.length > 1 ? range.parallel() : range).forEach(i -> {
            Part part = new Part(moments, design, covariance, joint, scatterIndex(feed, roles));
            feed.read(i, moments.means, part::add);
            parts[i] = part;
        });
        long isolated = 0;
        for (int i = 0; i < parts.length; i++) {
            isolated += parts[i].isolated;
            if (i > 0) {
                parts[0].plus(parts[i]);
            }
        }
        return new RowMeat(parts[0].finish(), isolated);
    }

    /** For each pair of outcomes its place in the scatter of groups, or -1 where one is not among the outcomes grouped. */
    private static int[][] scatterIndex(Feed feed, Roles roles) {
        int grouped = feed.spec().outcomes().size();
        int m = roles.outcomes.length;
        int[][] out = new int[m][m];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                int low = Math.min(roles.outcomes[a], roles.outcomes[b]);
                int high = Math.max(roles.outcomes[a], roles.outcomes[b]);
                out[a][b] = high < grouped ? low * grouped - low * (low - 1) / 2 + high - low : -1;
            }
        }
        return out;
    }

    private static final class Part {

        private final Whitener whitener;
        private final Covariance covariance;
        private final int k;
        private final int m;
        private final double mean;
        private double[] leverage = new double[0];
        private double[] factor = new double[0];
        private double[] product = new double[0];
        private final double[][] scaled;
        private final boolean joint;
        private final int[][] scatterIndex;
        private final double[][][] pairs;
        private long isolated;

        Part(Moments moments, Design design, Covariance covariance, boolean joint, int[][] scatterIndex) {
            this.scatterIndex = scatterIndex;
            this.whitener = new Whitener(design);
            this.covariance = covariance;
            this.joint = joint;
            this.k = design.size();
            this.m = design.residual.length;
            this.mean = k / moments.rows;
            this.scaled = new double[k][0];
            this.pairs = new double[joint ? m * (m + 1) / 2 : m][k][k];
        }

        void add(Block block) {
            whitener.read(block);
            if (leverage.length < block.rows) {
                leverage = new double[block.capacity];
                factor = new double[block.capacity];
                product = new double[block.capacity];
                for (int a = 0; a < k; a++) {
                    scaled[a] = new double[block.capacity];
                }
            }
            Arrays.fill(leverage, 0, block.rows, 0);
            for (double[] column : whitener.x) {
                for (int i = 0; i < block.rows; i++) {
                    leverage[i] += column[i] * column[i];
                }
            }
            factors(block);
            for (int a = 0, pair = 0; a < m; a++) {
                for (int b = a; b < (joint ? m : a + 1); b++, pair++) {
                    add(block, a, b, pairs[pair]);
                }
            }
        }

        /** Squared weight times f of the leverage. */
        private void factors(Block block) {
            if (!covariance.adjusted()) {
                for (int i = 0; i < block.rows; i++) {
                    factor[i] = block.weights[i] * block.weights[i];
                }
                return;
            }
            for (int i = 0; i < block.rows; i++) {
                double w = block.weights[i];
                double h = w * leverage[i];
                boolean alone = Covariance.isolated(h) && block.counts[i] > 0;
                isolated += alone ? 1 : 0;
                double f = alone ? 0 : covariance.factor(h, mean);
                factor[i] = w * w * f;
            }
        }

        private void add(Block block, int a, int b, double[][] out) {
            int n = block.rows;
            double[] ra = whitener.residuals[a];
            double[] rb = whitener.residuals[b];
            for (int i = 0; i < n; i++) {
                product[i] = ra[i] * rb[i];
            }
            if (block.counted) {
                for (int i = 0; i < n; i++) {
                    product[i] *= block.counts[i];
                }
            }
            double[][] scatter = block.scatter;
            if (scatter != null && scatterIndex[a][b] >= 0) {
                double[] within = scatter[scatterIndex[a][b]];
                for (int i = 0; i < n; i++) {
                    product[i] += within[i];
                }
            }
            for (int i = 0; i < n; i++) {
                product[i] *= factor[i];
            }
            for (int j = 0; j < k; j++) {
                double[] column = whitener.x[j];
                double[] target = scaled[j];
                for (int i = 0; i < n; i++) {
                    target[i] = column[i] * product[i];
                }
            }
            Columns.addCrossProducts(scaled, whitener.x, n, out);
        }

        void plus(Part other) {
            for (int pair = 0; pair < pairs.length; pair++) {
                for (int i = 0; i < k; i++) {
                    for (int j = i; j < k; j++) {
                        pairs[pair][i][j] += other.pairs[pair][i][j];
                    }
                }
            }
        }

        double[][][] finish() {
            for (double[][] pair : pairs) {
                for (int i = 0; i < k; i++) {
                    for (int j = 0; j < i; j++) {
                        pair[i][j] = pair[j][i];
                    }
                }
            }
            if (!joint) {
                return pairs;
            }
            double[][] all = new double[m * k][m * k];
            for (int a = 0, pair = 0; a < m; a++) {
                for (int b = a; b < m; b++, pair++) {
                    for (int i = 0; i < k; i++) {
                        for (int j = 0; j < k; j++) {
                            all[a * k + i][b * k + j] = pairs[pair][i][j];
                            all[b * k + j][a * k + i] = pairs[pair][i][j];
                        }
                    }
                }
            }
            return new double[][][] {all};
        }
    }
}
