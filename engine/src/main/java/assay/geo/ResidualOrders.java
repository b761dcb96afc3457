package assay.geo;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The orders of residuals {@code Y_p - theta X_p} as theta runs from below to above: between two neighbouring values at which a pair of
 * residuals is equal the order is the same.
 */
final class ResidualOrders {

    private static final int MOST_KEPT = 200;

    private final double[] response;
    private final double[] spend;
    private final double[] knots;
    /** Orders by stretch; none where they would fill the memory. */
    private final int[][] kept;

    ResidualOrders(double[] response, double[] spend) {
        this.response = response.clone();
        this.spend = spend.clone();
        int n = response.length;
        double[] all = new double[n * (n - 1) / 2];
        int count = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                if (spend[i] != spend[j]) {
                    double knot = (response[i] - response[j]) / (spend[i] - spend[j]);
                    if (Double.isFinite(knot)) {
                        all[count++] = knot;
                    }
                }
            }
        }
        this.knots = Arrays.stream(all, 0, count).sorted().distinct().toArray();
        this.kept = new int[n <= MOST_KEPT ? segments() : 0][];
        int[] near = byNumber(n);
        for (int s = 0; s < kept.length; s++) {
            near = next(s, near);
            kept[s] = near;
        }
    }

    int pairs() {
        return response.length;
    }

    double response(int pair) {
        return response[pair];
    }

    double spend(int pair) {
        return spend[pair];
    }

    /** Stretches of the line with one order each. */
    int segments() {
        return knots.length + 1;
    }

    double from(int segment) {
        return segment == 0 ? Double.NEGATIVE_INFINITY : knots[segment - 1];
    }

    double to(int segment) {
        return segment == knots.length ? Double.POSITIVE_INFINITY : knots[segment];
    }

    /** The pairs by their residuals, smallest first, within a stretch. */
    int[] order(int segment) {
        return segment < kept.length ? kept[segment] : next(segment, byNumber(response.length));
    }

    /** The order of a stretch, found from that of another by insertion: neighbouring stretches differ by few swaps. */
    private int[] next(int segment, int[] near) {
        double theta = inner(segment);
        int[] order = near.clone();
        double[] residuals = new double[order.length];
        for (int p = 0; p < residuals.length; p++) {
            residuals[p] = response[p] - theta * spend[p];
        }
        for (int k = 1; k < order.length; k++) {
            int pair = order[k];
            int at = k;
            while (at > 0 && before(pair, order[at - 1], residuals)) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = pair;
        }
        return order;
    }

    private static boolean before(int a, int b, double[] residuals) {
        return residuals[a] != residuals[b] ? residuals[a] < residuals[b] : a < b;
    }

    private static int[] byNumber(int n) {
        int[] order = new int[n];
        for (int p = 0; p < n; p++) {
            order[p] = p;
        }
        return order;
    }

    private double inner(int segment) {
        double from = from(segment);
        double to = to(segment);
        if (knots.length == 0) {
            return 0;
        }
        double margin = 1 + Math.abs(knots[0]) + Math.abs(knots[knots.length - 1]);
        if (segment == 0) {
            return to - margin;
        }
        return segment == knots.length ? from + margin : (from + to) / 2;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ResidualOrders that
                && Arrays.equals(response, that.response)
                && Arrays.equals(spend, that.spend);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(response) + Arrays.hashCode(spend);
    }
}
