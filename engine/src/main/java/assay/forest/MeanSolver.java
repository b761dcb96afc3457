package assay.forest;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Means. Moments: weight, then each response. */
record MeanSolver(int outputs) implements Solver {

    @Override
    public int moments() {
        return 1 + outputs;
    }

    @Override
    public boolean solve(double[] mean, double[] value, double @Nullable [][] influence) {
        double weight = mean[0];
        if (!(weight > 0)) {
            return false;
        }
        for (int d = 0; d < outputs; d++) {
            value[d] = mean[1 + d] / weight;
            if (influence != null) {
                Arrays.fill(influence[d], 0);
                influence[d][0] = -value[d] / weight;
                influence[d][1 + d] = 1 / weight;
            }
        }
        return true;
    }
}
