package assay.nuisance;

import assay.forest.ForestData;
import assay.forest.ForestOptions;
import assay.forest.Honesty;
import assay.forest.Pruning;
import assay.forest.RegressionForest;
import assay.forest.RegressionForestModel;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link RegressionForest} as a learner of conditional means; rows may count by weights.
 *
 * @param options how it is grown
 */
public record RegressionForestLearner(ForestOptions options) implements WeightedLearner {

    /**
     * Options for nuisances and effects that others judge: no tree is kept honest, since cross-fitting sees to it that no row
     * predicts itself, and no variances are wanted.
     *
     * @return 100 trees on half of the rows each, leaves of 10, 64 bins, one thread
     */
    public static ForestOptions forNuisances() {
        return new ForestOptions(100, 0.5, 0, 10, Honesty.ADAPTIVE, 0.5, Pruning.PRUNE_EMPTY, 0.05, 0, 1, 64, 1);
    }

    /**
     * Options for nuisances of ten thousand rows and more, where small samples make trees that are quick to grow and still deep.
     *
     * @return 50 trees on a tenth of the rows each, leaves of 5, 64 bins, one thread
     */
    public static ForestOptions forManyRows() {
        return new ForestOptions(50, 0.1, 0, 5, Honesty.ADAPTIVE, 0.5, Pruning.PRUNE_EMPTY, 0.05, 0, 1, 64, 1);
    }

    /**
     * A conditional mean.
     *
     * @return a forest with {@link #forNuisances()}
     */
    public static RegressionForestLearner standard() {
        return new RegressionForestLearner(forNuisances());
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, int[] rows, RandomGenerator random) {
        return grow(columns, null, response, rows, random);
    }

    @Override
    public Predictor fit(double[][] columns, double[] response, double[] weights, int[] rows, RandomGenerator random) {
        return grow(columns, RowWeights.scaled(weights, rows), response, rows, random);
    }

    private Predictor grow(
            double[][] columns, double @Nullable [] weights, double[] response, int[] rows, RandomGenerator random) {
        if (columns.length == 0) {
            return WeightedSeries.linear().fit(columns, response, rows, random);
        }
        double[] chosen = picked(response, rows);
        RegressionForestModel model =
                new RegressionForest(options).fit(data(columns, rows).withWeights(weights), chosen, random);
        return (features, wanted, out) -> model.predict(features, wanted, out, null);
    }

    static ForestData data(double[][] columns, int[] rows) {
        double[][] chosen = new double[columns.length][];
        for (int j = 0; j < chosen.length; j++) {
            chosen[j] = picked(columns[j], rows);
        }
        return ForestData.of(chosen);
    }

    static double[] picked(double[] values, int[] rows) {
        double[] chosen = new double[rows.length];
        for (int i = 0; i < chosen.length; i++) {
            chosen[i] = values[rows[i]];
        }
        return chosen;
    }
}
