package assay.geo;

import java.util.Arrays;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.jspecify.annotations.Nullable;

/**
 * What does not hang on the treated when controls are weighted to meet them: the series of the controls over the periods to be
 * matched, less their own means where unit effects are fixed and less the mean of all controls in the period, and their
 * cross-products.
 */
final class MatchingProblem {

    private final UnitEffects unitEffects;
    private final double[][] series;
    private final double[] centre;
    private final double[][] gram;

    /**
     * @param controls outcomes of controls, one array for each
     * @param periods how many of the first periods are to be matched
     * @param unitEffects whether regions may stand at different levels
     */
    MatchingProblem(double[][] controls, int periods, UnitEffects unitEffects) {
        this.unitEffects = unitEffects;
        this.series = new double[controls.length][];
        this.centre = new double[periods];
        for (int j = 0; j < controls.length; j++) {
            double level = level(controls[j], periods, unitEffects);
            series[j] = new double[periods];
            for (int t = 0; t < periods; t++) {
                series[j][t] = controls[j][t] - level;
                centre[t] += series[j][t] / controls.length;
            }
        }
        for (double[] own : series) {
            for (int t = 0; t < periods; t++) {
                own[t] -= centre[t];
            }
        }
        this.gram = new double[series.length][series.length];
        for (int i = 0; i < series.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = 0;
                for (int t = 0; t < periods; t++) {
                    sum += series[i][t] * series[j][t];
                }
                gram[i][j] = sum;
                gram[j][i] = sum;
            }
        }
    }

    private MatchingProblem(UnitEffects unitEffects, double[][] series, double[] centre, double[][] gram) {
        this.unitEffects = unitEffects;
        this.series = series;
        this.centre = centre;
        this.gram = gram;
    }

    static double level(double[] outcome, int periods, UnitEffects unitEffects) {
        double sum = 0;
        for (int t = 0; t < periods && unitEffects == UnitEffects.FIXED; t++) {
            sum += outcome[t] / periods;
        }
        return sum;
    }

    UnitEffects unitEffects() {
        return unitEffects;
    }

    int periods() {
        return centre.length;
    }

    /** The series of the treated as those of the controls are. */
    double[] target(double[] treated) {
        double level = level(treated, centre.length, unitEffects);
        double[] target = new double[centre.length];
        for (int t = 0; t < target.length; t++) {
            target[t] = treated[t] - level - centre[t];
        }
        return target;
    }

    double[] cross(double[] target) {
        double[] cross = new double[series.length];
        for (int j = 0; j < cross.length; j++) {
            for (int t = 0; t < target.length; t++) {
                cross[j] += series[j][t] * target[t];
            }
        }
        return cross;
    }

    /** The problem without a period; its series keep that period, which only the cross-products forget. */
    MatchingProblem without(int period) {
        double[][] rest = new double[gram.length][gram.length];
        for (int i = 0; i < rest.length; i++) {
            for (int j = 0; j < rest.length; j++) {
                rest[i][j] = gram[i][j] - series[i][period] * series[j][period];
            }
        }
        return new MatchingProblem(unitEffects, series, centre, rest);
    }

    /** Cross-products with the treated without a period. */
    double[] without(int period, double[] cross, double target) {
        double[] rest = cross.clone();
        for (int j = 0; j < rest.length; j++) {
            rest[j] -= series[j][period] * target;
        }
        return rest;
    }

    /** The weighted mean of controls in a period. */
    double at(int period, double[] weights) {
        double sum = 0;
        for (int j = 0; j < weights.length; j++) {
            sum += weights[j] * series[j][period];
        }
        return sum;
    }

    /** The weights on the simplex, searched from given ones or from the best single control. */
    double[] simplex(double[] cross, double @Nullable [] start) {
        double[] from = start;
        if (from == null) {
            int best = 0;
            for (int j = 1; j < cross.length; j++) {
                best = gram[j][j] - 2 * cross[j] < gram[best][best] - 2 * cross[best] ? j : best;
            }
            from = new double[cross.length];
            from[best] = 1;
        }
        return new SimplexLeastSquares(gram).solve(cross, from);
    }

    /** What a ridge regression adds to weights. */
    double[] ridge(double[] cross, double[] weights, double penalty) {
        int n = weights.length;
        double[][] matrix = new double[n][];
        double[] right = cross.clone();
        for (int i = 0; i < n; i++) {
            matrix[i] = Arrays.copyOf(gram[i], n);
            matrix[i][i] += penalty;
            for (int j = 0; j < n; j++) {
                right[i] -= gram[i][j] * weights[j];
            }
        }
        new SmallCholesky(matrix).solve(right);
        return right;
    }

    double largestEigenvalue() {
        double[] values = new EigenDecomposition(new Array2DRowRealMatrix(gram, false)).getRealEigenvalues();
        return Arrays.stream(values).max().orElse(0);
    }
}
