package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Slopes of the outcome on several treatments at once, such as the indicators of arms. */
final class MultiArmObjective extends Objective {

    private final double[] outcome;
    private final double[][] treatments;
    private final MultiArmSolver slopes;

    MultiArmObjective(double[] outcome, double[][] treatments, double @Nullable [] weights) {
        super(
                sources(outcome, treatments),
                weights,
                treatments.length,
                treatments.length,
                new MultiArmSolver(treatments.length));
        this.outcome = outcome;
        this.treatments = treatments;
        this.slopes = new MultiArmSolver(treatments.length);
    }

    private static double[][] sources(double[] outcome, double[][] treatments) {
        double[][] sources = new double[treatments.length + 1][];
        sources[0] = outcome;
        System.arraycopy(treatments, 0, sources, 1, treatments.length);
        return sources;
    }

    @Override
    boolean label(int[] rows, int from, int to, double[][] local, double @Nullable [] weight, double[] channels) {
        int count = treatments.length;
        double total = 0;
        double[] mean = new double[count + 1];
        for (int i = from; i < to; i++) {
            double g = weight == null ? 1 : weight[rows[i]];
            total += g;
            for (int s = 0; s <= count; s++) {
                mean[s] += g * local[s][rows[i]];
            }
        }
        if (!(total > 0)) {
            return false;
        }
        for (int s = 0; s <= count; s++) {
            mean[s] /= total;
        }
        double[][] inverse = new double[count][count];
        double[] withOutcome = new double[count];
        double[] centred = new double[count];
        for (int i = from; i < to; i++) {
            double g = weight == null ? 1 : weight[rows[i]];
            centre(local, rows[i], mean, centred);
            double y = local[0][rows[i]] - mean[0];
            for (int k = 0; k < count; k++) {
                withOutcome[k] += g * centred[k] * y / total;
                for (int l = 0; l < count; l++) {
                    inverse[k][l] += g * centred[k] * centred[l] / total;
                }
            }
        }
        if (!MultiArmSolver.invert(inverse)) {
            return false;
        }
        double[] slope = new double[count];
        multiply(inverse, withOutcome, slope);
        double[] label = new double[count];
        int stride = stride();
        for (int i = from, at = 0; i < to; i++, at += stride) {
            double g = weight == null ? 1 : weight[rows[i]];
            centre(local, rows[i], mean, centred);
            double residual = local[0][rows[i]] - mean[0];
            for (int k = 0; k < count; k++) {
                residual -= slope[k] * centred[k];
            }
            multiply(inverse, centred, label);
            for (int k = 0; k < count; k++) {
                channels[at + 1 + k] = g * residual * label[k];
                int c = at + constrained(k);
                channels[c] = g * centred[k];
                channels[c + 1] = g * centred[k] * centred[k];
                channels[k == 0 ? at : c + 2] = centred[k] < 0 ? 1 + BELOW : 1;
            }
            if (weight != null) {
                channels[at + stride - 1] = g;
            }
        }
        return true;
    }

    private static void centre(double[][] local, int row, double[] mean, double[] into) {
        for (int k = 0; k < into.length; k++) {
            into[k] = local[k + 1][row] - mean[k + 1];
        }
    }

    private static void multiply(double[][] matrix, double[] vector, double[] into) {
        Arrays.fill(into, 0);
        for (int k = 0; k < into.length; k++) {
            for (int l = 0; l < vector.length; l++) {
                into[k] += matrix[k][l] * vector[l];
            }
        }
    }

    @Override
    void add(int row, double weight, double[] into, int at) {
        int count = treatments.length;
        double y = weight * outcome[row];
        into[at] += weight;
        into[at + 1] += y;
        for (int k = 0; k < count; k++) {
            double w = treatments[k][row];
            into[at + 2 + k] += weight * w;
            into[at + 2 + count + k] += y * w;
            int products = at + slopes.products(k);
            for (int l = 0; l <= k; l++) {
                into[products + l] += weight * w * treatments[l][row];
            }
        }
    }
}
