package assay.cate;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
import assay.distribution.StudentDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Calibration of predicted effects by their best linear predictor: least squares without intercept of the centred outcome
 * {@code Y - m} on {@code (D - e) tbar} and {@code (D - e)(t - tbar)}, where t is the effect predicted without the row and tbar its
 * mean. A mean coefficient of 1 says that the average prediction is right, a differential coefficient of 1 that differences between
 * predictions are as large as those between effects; one above 0 says that effects differ along the predictions (Chernozhukov,
 * Demirer, Duflo and Fernandez-Val, Econometrica 93, 2025; the regression is that of Athey and Wager, Observational Studies 5, 2019).
 *
 * <p>The covariance is HC3, or CR3 with clusters; the reference distribution is t with {@code n - 2}, or G - 1 with clusters.
 */
public final class Calibration {

    /** Predictions that vary by less than this share of the largest are the same. */
    private static final double CONSTANT = 1e-12;

    private final Fit coefficients;
    private final HypothesisTest test;

    private Calibration(Fit coefficients, HypothesisTest test) {
        this.coefficients = coefficients;
        this.test = test;
    }

    /**
     * Calibrates predictions.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @return the calibration
     * @throws EstimationException if all rows have the same prediction, an arm is empty, there are fewer than 10 rows, or nothing
     *     varies
     * @throws IllegalArgumentException if a prediction is not finite
     */
    public static Calibration of(CateFit fit) {
        if (constant(fit)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Every row has the same predicted effect, so that there are no differences to calibrate.",
                    "Report the average effect; or let the learner see more data or more covariates.");
        }
        OrthogonalScores scores = fit.scores();
        Units units = Units.of(scores);
        int treated = AverageEffects.treated(scores);
        if (scores.size() < Priorities.FEWEST) {
            throw Priorities.tooFew(scores.size(), Priorities.FEWEST, "The calibration of predictions");
        }
        double mean = units.mean(fit.effects());
        NoIntercept line = new NoIntercept(scores, units, fit.effects(), mean);
        double df = (units.clustered() ? units.count() - 1.0 : scores.size() - 2.0);
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        units.caution(cautions);
        List<Estimate> terms = new ArrayList<>();
        double slope = line.coefficient(1);
        double error = line.stdError(1);
        terms.add(Estimate.studentT(Estimand.COEFFICIENT, "differential", slope, error, df));
        if (mean != 0 && Double.isFinite(line.stdError(0) / mean)) {
            terms.add(Estimate.studentT(
                    Estimand.COEFFICIENT, "mean", line.coefficient(0) / mean, Math.abs(line.stdError(0) / mean), df));
        }
        Glance glance = glance(fit, units, treated, line, mean);
        HypothesisTest test = new HypothesisTest(
                "the predictions do not tell whose effect is larger",
                slope / error,
                df,
                upper(slope / error, df),
                glance,
                cautions);
        return new Calibration(new Fit(terms, glance, cautions, term -> line.influence(term, mean)), test);
    }

    private static Glance glance(CateFit fit, Units units, int treated, NoIntercept line, double mean) {
        return new Glance(
                "cate-calibration",
                (units.clustered() ? "CR3" : "HC3") + ", t, one-sided",
                fit.size(),
                treated,
                fit.size() - treated,
                fit.glance().dropped(),
                units.clustered() ? units.count() : 0,
                Map.of("mean_prediction", mean, "average_effect", line.coefficient(0)));
    }

    private static double upper(double t, double df) {
        double two = StudentDistribution.twoSided(t, df);
        return t >= 0 ? two / 2 : 1 - two / 2;
    }

    /**
     * Tests that the differential coefficient is above 0. Where every row has the same prediction nothing is found, and the p-value
     * is 1.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @return the test
     * @throws EstimationException as {@link #of}, except for constant predictions
     */
    public static HypothesisTest test(CateFit fit) {
        if (!constant(fit)) {
            return of(fit).test;
        }
        int treated = AverageEffects.treated(fit.scores());
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        cautions.add(Priorities.constantEffects());
        Glance glance = new Glance(
                "cate-calibration",
                "none: the predictions are constant",
                fit.size(),
                treated,
                fit.size() - treated,
                fit.glance().dropped(),
                0,
                Map.of("mean_prediction", fit.effects()[0]));
        return new HypothesisTest(
                "the predictions do not tell whose effect is larger", 0, Double.NaN, 1, glance, cautions);
    }

    static boolean constant(CateFit fit) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double[] effects = fit.effects();
        for (int i = 0; i < effects.length; i++) {
            if (!Double.isFinite(effects[i])) {
                throw new IllegalArgumentException(
                        "the predicted effect of row " + (i + 1) + " must be finite, not " + effects[i]);
            }
            min = Math.min(min, effects[i]);
            max = Math.max(max, effects[i]);
        }
        return !(max - min > CONSTANT * Math.max(Math.abs(min), Math.abs(max)));
    }

    /**
     * The coefficients.
     *
     * @return the term {@code differential}, and {@code mean} unless the mean prediction is 0
     */
    public Fit coefficients() {
        return coefficients;
    }

    /**
     * The test that the differential coefficient is above 0.
     *
     * @return the one-sided test
     */
    public HypothesisTest test() {
        return test;
    }
}
