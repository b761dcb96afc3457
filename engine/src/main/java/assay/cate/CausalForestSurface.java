package assay.cate;

import assay.forest.CausalForestModel;
import org.jspecify.annotations.Nullable;

/**
 * The effects that a causal forest predicts for new units.
 *
 * @param forest the forest
 * @param stretch what is done to its predictions
 */
public record CausalForestSurface(CausalForestModel forest, Stretch stretch) implements CateModel {

    @Override
    public int features() {
        return forest.features();
    }

    @Override
    public boolean hasVariance() {
        return true;
    }

    @Override
    public void predict(double[][] columns, int[] rows, double[] effects, double @Nullable [] variances) {
        forest.predict(columns, rows, effects, variances);
        if (stretch.equals(Stretch.NONE)) {
            return;
        }
        for (int row : rows) {
            double prediction = effects[row];
            effects[row] = stretch.effect(prediction);
            if (variances != null) {
                variances[row] = stretch.variance(prediction, variances[row]);
            }
        }
    }
}
