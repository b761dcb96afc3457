package assay.transport;

import assay.EstimationException;
import assay.Problem;

/** Differences in means in the cells of an experiment, for cells that the target has. */
final class CellEffects {

    final double[] effects;
    /** Variance of the mean of each arm (control, treated) in each cell, {@code s^2 / n}. */
    final double[][] variances;

    final int[][] rows;

    private CellEffects(double[] effects, double[][] variances, int[][] rows) {
        this.effects = effects;
        this.variances = variances;
        this.rows = rows;
    }

    static CellEffects of(Populations populations, Cells cells, double[] shares) {
        int count = cells.labels.size();
        double[] effects = new double[count];
        double[][] variances = new double[2][count];
        int[][] rows = new int[2][count];
        for (int arm = 0; arm < 2; arm++) {
            int[] own = populations.arm(arm);
            double[] y = populations.outcomes(arm);
            double[] means = new double[count];
            for (int i = 0; i < own.length; i++) {
                rows[arm][cells.of[own[i]]]++;
                means[cells.of[own[i]]] += y[i];
            }
            for (int c = 0; c < count; c++) {
                means[c] /= rows[arm][c];
            }
            for (int i = 0; i < own.length; i++) {
                int c = cells.of[own[i]];
                variances[arm][c] += (y[i] - means[c]) * (y[i] - means[c]);
            }
            for (int c = 0; c < count; c++) {
                if (shares[c] == 0) {
                    variances[arm][c] = 0;
                    continue;
                }
                require(populations, cells.labels.get(c), arm, rows[arm][c]);
                variances[arm][c] /= (rows[arm][c] - 1.0) * rows[arm][c];
                effects[c] += arm == 1 ? means[c] : -means[c];
            }
        }
        return new CellEffects(effects, variances, rows);
    }

    private static void require(Populations populations, String cell, int arm, int rows) {
        if (rows < 2) {
            String label = arm == 1 ? populations.arms.treatedLabel() : populations.arms.controlLabel();
            throw new EstimationException(
                    rows == 0 ? Problem.NO_OVERLAP : Problem.TOO_FEW_ROWS,
                    "The target has units with " + cell + ", of which arm '" + label + "' of the experiment has "
                            + (rows == 0 ? "none" : "one") + ": the effect there is not identified"
                            + (rows == 0 ? "." : " with a variance."),
                    "Merge the cell with another one, or leave its units out of the target and say so.");
        }
    }
}
