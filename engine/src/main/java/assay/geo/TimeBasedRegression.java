package assay.geo;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Time-based regression (Kerman, Wang and Vaver, Estimating ad effectiveness using geo experiments in a time-based regression
 * framework, Google 2017, research.google/pubs/pub45950): the mean y of the treated regions on the mean x of the controls over the
 * T0 periods before the campaign, {@code y_t = a + b x_t + e_t}, says what the treated would have done in the T1 periods with it. The
 * effect per region and period is {@code mean_test(y) - a - b mean_test(x)}, with variance {@code s^2 (1 / T1 + 1 / T0 + (mean_test(x)
 * - mean_before(x))^2 / sum_before (x_t - mean_before(x))^2)} and Student's t of {@code T0 - 2} degrees of freedom: the posterior
 * under a flat prior.
 *
 * <p>It holds where the relation between the two series stays as it was, and where errors of one period say nothing about the next.
 * Diagnostics: {@code slope}, {@code intercept}, {@code residual_sd}, {@code residual_autocorrelation} of the first order,
 * {@code r_squared}, {@code lift}, {@code incremental}, and the sizes.
 */
public record TimeBasedRegression() implements Estimator<Fit> {

    /** In white noise of T0 periods the autocorrelation has standard error 1 / sqrt(T0). */
    private static final double SURPRISING = 2;

    /**
     * The regression; it has no options.
     *
     * @return the estimator
     */
    public static TimeBasedRegression standard() {
        return new TimeBasedRegression();
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Set<Role> reads() {
        return EnumSet.copyOf(needs());
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        return estimate(GeoTest.of(sample), sample.dropped());
    }

    /**
     * The effect in a test.
     *
     * @param test the test
     * @param dropped rows left out because values were missing
     * @return the fit
     * @throws EstimationException if the controls never change before the campaign, or foretell the treated without error
     */
    public Fit estimate(GeoTest test, int dropped) {
        SeriesRegression line = line(test);
        double[] treated = test.treatedMean();
        double[] control = test.controlMean();
        double y = SeriesRegression.mean(treated, test.before(), treated.length);
        double x = SeriesRegression.mean(control, test.before(), control.length);
        double effect = y - line.at(x);
        double variance = line.residualVariance() * (1.0 / test.after() + line.leverage(x));
        Map<String, Double> figures = GeoSummary.figures(test, effect);
        figures.put("slope", line.slope());
        figures.put("intercept", line.at(0));
        figures.put("residual_sd", Math.sqrt(line.residualVariance()));
        figures.put("residual_autocorrelation", line.autocorrelation());
        figures.put("r_squared", line.determination());
        List<Caution> cautions = GeoCautions.of(test);
        if (line.autocorrelation() > SURPRISING / Math.sqrt(test.before())) {
            cautions.add(Caution.of(
                    "autocorrelated-residuals",
                    String.format(
                            java.util.Locale.ROOT,
                            "Residuals before the campaign correlate by %.2g from one period to the next: the interval takes"
                                    + " periods for independent and is too short.",
                            line.autocorrelation())));
        }
        GeoSummary.noLift(test, effect, cautions);
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.ATT, "campaign - none", effect, Math.sqrt(variance), test.before() - 2.0)),
                GeoSummary.glance(
                        "time-based-regression", "prediction of the regression, Student's t", test, dropped, figures),
                cautions);
    }

    /**
     * The gaps between the treated and what the regression says of them.
     *
     * @param test the test
     * @return by period, before and in the test
     */
    public double[] gaps(GeoTest test) {
        SeriesRegression line = line(test);
        double[] gaps = test.treatedMean();
        double[] control = test.controlMean();
        for (int t = 0; t < gaps.length; t++) {
            gaps[t] -= line.at(control[t]);
        }
        return gaps;
    }

    private static SeriesRegression line(GeoTest test) {
        SeriesRegression line = SeriesRegression.of(test.controlMean(), test.treatedMean(), test.before());
        if (!(line.spread() > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The mean of the controls is the same in each period before the campaign; nothing can be learned from it"
                            + " about the treated.",
                    "Check the outcome, or add periods.");
        }
        if (!(line.residualVariance() > 0)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Before the campaign the controls foretell the treated without any error, so that no interval can be given.",
                    "Check whether one column was copied from the other.");
        }
        return line;
    }
}
