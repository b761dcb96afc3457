package assay.cate;

import assay.nuisance.Predictor;
import org.jspecify.annotations.Nullable;

/** Effects without variances, by a predictor. */
final class Effects implements CateModel {

    private final int features;
    private final Predictor predictor;

    Effects(int features, Predictor predictor) {
        this.features = features;
        this.predictor = predictor;
    }

    /** The first prediction less the second. */
    static Predictor difference(Predictor treated, Predictor control) {
        return (columns, rows, out) -> {
            double[] other = new double[out.length];
            treated.predict(columns, rows, out);
            control.predict(columns, rows, other);
            for (int row : rows) {
                out[row] -= other[row];
            }
        };
    }

    @Override
    public int features() {
        return features;
    }

    @Override
    public boolean hasVariance() {
        return false;
    }

    @Override
    public void predict(double[][] columns, int[] rows, double[] effects, double @Nullable [] variances) {
        if (columns.length != features) {
            throw new IllegalArgumentException(
                    "the model has learned from " + features + " features, not " + columns.length);
        }
        if (variances != null) {
            throw new IllegalArgumentException("this model has no variances of effects");
        }
        predictor.predict(columns, rows, effects);
    }
}
