package assay.geo;

import java.util.Arrays;

/**
 * Weights on the simplex that minimise {@code w'Gw - 2 c'w}: the exact minimum by an active set. A ridge of 1e-11 of the mean
 * diagonal of G makes it unique where there are more weights than periods.
 */
final class SimplexLeastSquares {

    private static final double SLIGHT = 1e-11;
    private static final double TOLERANCE = 1e-10;
    private static final int MOST = 20;

    private final double[][] gram;
    private final double scale;

    /**
     * @param gram cross-products G of what is weighted, symmetric; not changed
     */
    SimplexLeastSquares(double[][] gram) {
        double trace = 0;
        for (int i = 0; i < gram.length; i++) {
            trace += gram[i][i];
        }
        this.scale = trace / gram.length;
        this.gram = gram;
    }

    /**
     * Finds weights.
     *
     * @param cross cross-products c of what is weighted with the target
     * @param start weights to start from, on the simplex; not changed
     * @return the weights
     */
    double[] solve(double[] cross, double[] start) {
        int n = cross.length;
        double[] w = start.clone();
        boolean[] free = new boolean[n];
        for (int j = 0; j < n; j++) {
            free[j] = w[j] > 0;
        }
        double slack = TOLERANCE * Math.max(scale, Double.MIN_NORMAL);
        for (int step = 0; step < MOST * n; step++) {
            int[] set = set(free);
            double[] next = new double[set.length];
            double multiplier = minimum(set, cross, next);
            double length = 1;
            for (int k = 0; k < set.length; k++) {
                if (!(next[k] > 0)) {
                    double gone = w[set[k]] - next[k];
                    length = Math.min(length, gone > 0 ? w[set[k]] / gone : 0);
                }
            }
            boolean inside = true;
            for (int k = 0; k < set.length; k++) {
                int j = set[k];
                double moved = w[j] + length * (next[k] - w[j]);
                if (!(next[k] > 0) && moved <= 1e-15) {
                    free[j] = false;
                    moved = 0;
                    inside = false;
                }
                w[j] = moved;
            }
            if (inside && !enter(w, cross, multiplier, free, slack)) {
                return w;
            }
        }
        return w;
    }

    /** Frees the weight whose growth gains most; says whether there was one. */
    private boolean enter(double[] w, double[] cross, double multiplier, boolean[] free, double slack) {
        int best = -1;
        double least = -slack;
        for (int j = 0; j < w.length; j++) {
            if (free[j]) {
                continue;
            }
            double slope = -cross[j] + multiplier;
            for (int k = 0; k < w.length; k++) {
                if (w[k] != 0) {
                    slope += gram[j][k] * w[k];
                }
            }
            if (slope < least) {
                least = slope;
                best = j;
            }
        }
        if (best >= 0) {
            free[best] = true;
        }
        return best >= 0;
    }

    /** The minimum over weights of a set that sum to 1, of any sign; the multiplier of that constraint. */
    private double minimum(int[] set, double[] cross, double[] into) {
        int n = set.length;
        double[][] part = new double[n][n];
        double[] c = new double[n];
        double[] ones = new double[n];
        Arrays.fill(ones, 1);
        for (int a = 0; a < n; a++) {
            for (int b = 0; b <= a; b++) {
                part[a][b] = gram[set[a]][set[b]];
            }
            part[a][a] += SLIGHT * scale + Double.MIN_NORMAL;
            c[a] = cross[set[a]];
        }
        SmallCholesky factor = new SmallCholesky(part);
        factor.solve(c);
        factor.solve(ones);
        double sum = 0;
        double unit = 0;
        for (int a = 0; a < n; a++) {
            sum += c[a];
            unit += ones[a];
        }
        double multiplier = (sum - 1) / unit;
        for (int a = 0; a < n; a++) {
            into[a] = c[a] - multiplier * ones[a];
        }
        return multiplier;
    }

    private static int[] set(boolean[] free) {
        int count = 0;
        for (boolean f : free) {
            count += f ? 1 : 0;
        }
        int[] set = new int[count];
        for (int j = 0, k = 0; j < free.length; j++) {
            if (free[j]) {
                set[k++] = j;
            }
        }
        return set;
    }
}
