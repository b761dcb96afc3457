package assay.observational;

import java.util.Arrays;

/** Estimates over repeated random splits, aggregated by medians. */
final class Repetitions {

    private final double[] values;
    private final double[] variances;
    private final double[] influence;
    private int count;

    Repetitions(int repetitions, int size) {
        values = new double[repetitions];
        variances = new double[repetitions];
        influence = new double[size];
    }

    /** Adds an estimate with its influence values, whose sum is zero; their divisor is one less than their number. */
    void add(double value, double[] psi) {
        double squares = 0;
        for (int i = 0; i < psi.length; i++) {
            squares += psi[i] * psi[i];
            influence[i] += psi[i] / values.length;
        }
        values[count] = value;
        variances[count] = squares / (psi.length - 1.0) / psi.length;
        count++;
    }

    double value() {
        return median(values);
    }

    /** The root of the median of squared standard error plus squared distance from the median estimate. */
    double stdError() {
        double centre = value();
        double[] spread = new double[values.length];
        for (int r = 0; r < spread.length; r++) {
            double d = values[r] - centre;
            spread[r] = variances[r] + d * d;
        }
        return Math.sqrt(median(spread));
    }

    double[] influence() {
        return influence;
    }

    private static double median(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : sorted[middle - 1] / 2 + sorted[middle] / 2;
    }
}
