package assay.cate;

import assay.Arguments;
import assay.Estimate;
import assay.EstimationException;

/**
 * A line by which predicted effects are drawn apart. A forest averages effects over a neighbourhood, so that its predictions lie nearer
 * to their mean than the effects do: little bags, which see the noise of the forest, do not see that. The slope b of the best linear
 * predictor ({@link Calibration}) measures it on rows that the predictions have not seen. A prediction t becomes {@code c + b (t - c)}
 * with the mean c of the predictions, and its variance v becomes {@code b^2 v + (t - c)^2 Var(b)}. Predictions are never drawn
 * together: below 1 the slope is 1, and its variance stays.
 *
 * @param centre mean of the predictions
 * @param slope at least 1
 * @param slopeVariance variance of the slope, not negative
 */
public record Stretch(double centre, double slope, double slopeVariance) {

    /** Leaves everything as it is. */
    public static final Stretch NONE = new Stretch(0, 1, 0);

    public Stretch {
        Arguments.finite("centre", centre);
        if (!(slope >= 1 && slope < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("slope must be finite and at least 1, not " + slope);
        }
        if (!(slopeVariance >= 0 && slopeVariance < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "variance of the slope must be finite and not negative, not " + slopeVariance);
        }
    }

    /**
     * A prediction, drawn away from the centre.
     *
     * @param prediction the prediction
     * @return {@code centre + slope (prediction - centre)}
     */
    public double effect(double prediction) {
        return centre + slope * (prediction - centre);
    }

    /**
     * The variance of a prediction that is drawn away from the centre.
     *
     * @param prediction the prediction
     * @param variance its variance
     * @return {@code slope^2 variance + (prediction - centre)^2 slopeVariance}
     */
    public double variance(double prediction, double variance) {
        double gap = prediction - centre;
        return slope * slope * variance + gap * gap * slopeVariance;
    }

    /** The line of a fit; none where the predictions are constant or too few to be calibrated. */
    static Stretch of(CateFit fit) {
        if (Calibration.constant(fit)) {
            return NONE;
        }
        Estimate slope;
        try {
            slope = Calibration.of(fit).coefficients().estimate();
        } catch (EstimationException e) {
            return NONE;
        }
        double variance = slope.stdError() * slope.stdError();
        return Double.isFinite(variance)
                ? new Stretch(Units.of(fit.scores()).mean(fit.effects()), Math.max(1, slope.value()), variance)
                : NONE;
    }

    /**
     * Draws the predictions of a fit apart, each by the slope that the others have: of the other rows, or of the rows of other clusters.
     *
     * @param effects predictions, changed in place
     * @param variances their variances, changed in place
     */
    void apply(double[] effects, double[] variances, OrthogonalScores scores) {
        if (equals(NONE)) {
            return;
        }
        Sums all = new Sums();
        int[] cluster = scores.cluster();
        int size = effects.length;
        Sums[] parts = new Sums[size];
        for (int i = 0; i < size; i++) {
            int part = cluster == null ? i : cluster[i];
            Sums own = parts[part];
            if (own == null) {
                own = new Sums();
                parts[part] = own;
            }
            own.add(scores, i, effects[i], centre);
        }
        for (Sums part : parts) {
            if (part != null) {
                all.add(part);
            }
        }
        for (int i = 0; i < size; i++) {
            double others = all.slopeWithout(parts[cluster == null ? i : cluster[i]]);
            Stretch own = new Stretch(centre, Double.isFinite(others) ? Math.max(1, others) : slope, slopeVariance);
            double prediction = effects[i];
            effects[i] = own.effect(prediction);
            variances[i] = own.variance(prediction, variances[i]);
        }
    }

    /** Cross-products of the two regressors of the calibration, and with its outcome. */
    private static final class Sums {
        private double levels;
        private double cross;
        private double gaps;
        private double levelOutcome;
        private double gapOutcome;

        void add(OrthogonalScores scores, int i, double prediction, double centre) {
            double[] weight = scores.weight();
            double w = weight == null ? 1 : weight[i];
            double treatment = scores.arm()[i] - scores.propensity()[i];
            double outcome = scores.outcome()[i] - scores.marginal(i);
            double gap = treatment * (prediction - centre);
            levels += w * treatment * treatment;
            cross += w * treatment * gap;
            gaps += w * gap * gap;
            levelOutcome += w * treatment * outcome;
            gapOutcome += w * gap * outcome;
        }

        void add(Sums part) {
            levels += part.levels;
            cross += part.cross;
            gaps += part.gaps;
            levelOutcome += part.levelOutcome;
            gapOutcome += part.gapOutcome;
        }

        double slopeWithout(Sums part) {
            double a = levels - part.levels;
            double b = cross - part.cross;
            double d = gaps - part.gaps;
            return (a * (gapOutcome - part.gapOutcome) - b * (levelOutcome - part.levelOutcome)) / (a * d - b * b);
        }
    }
}
