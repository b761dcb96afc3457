package assay.observational;

import assay.EstimationException;
import assay.Problem;

/** Comparison of matched rows whose sets do not share any, clustered by set. */
final class MatchedPairs {

    private MatchedPairs() {}

    /** Value and variance of the coefficient of treatment in a weighted regression of the matched rows. */
    static double[] estimate(Comparison data, Matches matches, BiasCorrection correction) {
        double[] weights = matches.weights().weights();
        int[] set = new int[data.size];
        int[] unit = matches.unit();
        int[] match = matches.match();
        int rows = matches.units();
        for (int k = 0; k < unit.length; k++) {
            set[unit[k]] = unit[k];
            set[match[k]] = unit[k];
            rows++;
        }
        boolean plain = correction == BiasCorrection.NONE;
        double[][] columns = plain ? new double[0][] : data.columns;
        // Frisch and Waugh: the coefficient of treatment is that of what the covariates leave of it.
        WeightedPlane treatment = WeightedPlane.of(columns, data.arm, weights);
        double[] left = new double[data.size];
        double squares = 0;
        double value = 0;
        for (int i = 0; i < data.size; i++) {
            if (weights[i] > 0) {
                left[i] = data.arm[i] - treatment.at(columns, i);
                squares += weights[i] * left[i] * left[i];
                value += weights[i] * left[i] * data.outcome[i];
            }
        }
        if (!(squares > 1e-10 * matches.units())) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Among the matched rows the treatment is a linear combination of the covariates.",
                    "Leave out the covariate that determines the treatment, or compare means without a correction.");
        }
        value /= squares;
        double[] rest = new double[data.size];
        for (int i = 0; i < data.size; i++) {
            rest[i] = data.outcome[i] - value * data.arm[i];
        }
        WeightedPlane outcome = WeightedPlane.of(columns, rest, weights);
        double[] scores = new double[data.size];
        for (int i = 0; i < data.size; i++) {
            if (weights[i] > 0) {
                scores[set[i]] += weights[i] * left[i] * (rest[i] - outcome.at(columns, i));
            }
        }
        double sum = 0;
        for (double s : scores) {
            sum += s * s;
        }
        double groups = matches.units();
        double parameters = 2.0 + outcome.rank();
        if (!(groups > 1 && rows > parameters)) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    matches.units() + " matched sets of " + rows + " rows are too few for a standard error.",
                    "Widen the caliper, match exactly on fewer covariates, or use fewer covariates.");
        }
        double factor = groups / (groups - 1) * (rows - 1) / (rows - parameters);
        return new double[] {value, sum / squares / squares * factor};
    }
}
