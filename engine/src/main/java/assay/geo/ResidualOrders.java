package assay.geo;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The orders of residuals {@code Y_p - theta X_p} as theta runs from below to above: between two neighbouring values at which a pair of
 * residuals is equal the order is the same.
 */
final class ResidualOrders {

    private final double[] response;
    private final double[] spend;
    private final double[] knots;

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
        double theta = inner(segment);
        double[] residuals = new double[response.length];
        for (int p = 0; p < residuals.length; p++) {
            residuals[p] = response[p] - theta * spend[p];
        }
        return IntStream.range(0, residuals.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer p) -> residuals[p])
                        .thenComparing(Comparator.comparingDouble((Integer p) -> spend[p])
                                .reversed()))
                .mapToInt(Integer::intValue)
                .toArray();
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
}
