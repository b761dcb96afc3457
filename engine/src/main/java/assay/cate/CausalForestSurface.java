package assay.cate;

import assay.forest.CausalForestModel;
import org.jspecify.annotations.Nullable;

/**
 * The effects that a causal forest predicts for new units.
 *
 * @param forest the forest
 */
public record CausalForestSurface(CausalForestModel forest) implements CateModel {

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
    }
}
