package assay.cate;

import assay.Arguments;
import assay.Covariates;
import java.util.Arrays;

/**
 * How predicted effects move with one covariate: the mean prediction over the rows when all of them are given the same value of it, for
 * values at quantiles (Friedman, Annals of Statistics 29, 2001). It describes the surface and has no standard error; where covariates go
 * together it looks at combinations that do not occur.
 */
public final class PartialDependence {

    private final String covariate;
    private final double[] values;
    private final double[] effects;

    private PartialDependence(String covariate, double[] values, double[] effects) {
        this.covariate = covariate;
        this.values = values;
        this.effects = effects;
    }

    /**
     * Averages predictions.
     *
     * @param model the surface
     * @param covariates the covariates of the rows to average over, in the order in which the model learned them
     * @param feature zero-based covariate to move
     * @param points at most so many distinct quantiles, at least 2
     * @return the curve
     * @throws IllegalArgumentException if there are fewer than 2 points, or there is no such covariate
     */
    public static PartialDependence of(CateModel model, Covariates covariates, int feature, int points) {
        Arguments.atLeast("points", points, 2);
        if (feature < 0 || feature >= covariates.count()) {
            throw new IllegalArgumentException("there is no covariate " + feature + " among " + covariates.count());
        }
        double[] grid = grid(covariates.columns()[feature], points);
        int n = covariates.columns()[feature].length;
        int[] rows = new int[n];
        for (int i = 0; i < n; i++) {
            rows[i] = i;
        }
        double[][] changed = covariates.columns().clone();
        double[] out = new double[n];
        double[] effects = new double[grid.length];
        for (int g = 0; g < grid.length; g++) {
            changed[feature] = new double[n];
            Arrays.fill(changed[feature], grid[g]);
            model.predict(changed, rows, out, null);
            double sum = 0;
            for (double effect : out) {
                sum += effect;
            }
            effects[g] = sum / n;
        }
        return new PartialDependence(covariates.names().get(feature), grid, effects);
    }

    private static double[] grid(double[] values, int points) {
        double[] sorted =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        double[] out = new double[points];
        int count = 0;
        for (int k = 0; k < points && sorted.length > 0; k++) {
            double v = sorted[(int) Math.round(k / (points - 1.0) * (sorted.length - 1.0))];
            if (count == 0 || v != out[count - 1]) {
                out[count++] = v;
            }
        }
        return Arrays.copyOf(out, count);
    }

    /**
     * The covariate that is moved.
     *
     * @return its name
     */
    public String covariate() {
        return covariate;
    }

    /**
     * The values that it is moved to.
     *
     * @return a new array, rising
     */
    public double[] values() {
        return values.clone();
    }

    /**
     * The mean prediction at each value.
     *
     * @return a new array
     */
    public double[] effects() {
        return effects.clone();
    }
}
