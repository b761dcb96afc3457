package assay.forest;

import org.jspecify.annotations.Nullable;

/** Conditional means of one response or several at once. */
final class MeanObjective extends Objective {

    MeanObjective(double[][] responses, double @Nullable [] weights) {
        super(responses, weights, responses.length, 0, new MeanSolver(responses.length));
    }

    @Override
    boolean label(int[] rows, int from, int to, double[][] local, double @Nullable [] weight, double[] channels) {
        int stride = stride();
        double total = to - from;
        if (weight != null) {
            total = 0;
            for (int i = from, at = stride - 1; i < to; i++, at += stride) {
                channels[at] = weight[rows[i]];
                total += channels[at];
            }
            if (!(total > 0)) {
                return false;
            }
        }
        for (int d = 0; d < labels; d++) {
            double[] y = local[d];
            double sum = 0;
            for (int i = from; i < to; i++) {
                sum += weight == null ? y[rows[i]] : weight[rows[i]] * y[rows[i]];
            }
            double mean = sum / total;
            for (int i = from, at = 0; i < to; i++, at += stride) {
                double centred = y[rows[i]] - mean;
                channels[at] = 1;
                channels[at + 1 + d] = weight == null ? centred : weight[rows[i]] * centred;
            }
        }
        return true;
    }

    @Override
    void add(int row, double weight, double[] into, int at) {
        into[at] += weight;
        for (int d = 0; d < labels; d++) {
            into[at + 1 + d] += weight * sources[d][row];
        }
    }
}
