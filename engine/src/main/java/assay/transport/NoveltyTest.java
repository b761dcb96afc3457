package assay.transport;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Whether an effect changes with the time since exposure: the least-squares slope of the effects of the periods in their time, over its
 * standard error clustered by unit, against Student's t with Welch's degrees of freedom over units. A slope towards 0 is a novelty that
 * wears off, one away from it is learning (primacy).
 *
 * <p>The slope is a difference in means of the arms: of each unit's own slope, where all units are seen in all periods. Any effect that
 * does not change with time is the null hypothesis, not only none.
 *
 * <p>Source: Hohnhold, O'Brien and Tang, KDD 2015, doi:10.1145/2783258.2788583.
 */
public record NoveltyTest() implements Estimator<HypothesisTest> {

    /**
     * The test.
     *
     * @return it has no options
     */
    public static NoveltyTest standard() {
        return new NoveltyTest();
    }

    @Override
    public Estimand target() {
        return Estimand.COEFFICIENT;
    }

    @Override
    public Set<Role> needs() {
        return ExposurePanel.NEEDS;
    }

    /**
     * Tests that the effect does not change.
     *
     * @param sample outcome, assignment, unit, and numeric time of each row, from assignment on
     * @param random not used
     * @return the test, with the slope among the diagnostics
     * @throws EstimationException as {@link DynamicEffects#estimate}
     */
    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        ExposurePanel panel = ExposurePanel.of(sample);
        Estimate trend = DynamicEffects.estimate(panel, Estimand.COEFFICIENT, "trend", panel.slope());
        return new HypothesisTest(
                "the effect does not change with time since exposure",
                trend.inference().statistic(0),
                trend.inference().degreesOfFreedom(),
                trend.inference().pValue(0),
                new Glance(
                        "novelty",
                        "slope of the effects clustered by unit, Welch's t",
                        sample.size(),
                        panel.arms.treated(),
                        panel.arms.control(),
                        sample.dropped(),
                        panel.rows.length,
                        Map.of("trend", trend.value(), "trend_std_error", trend.stdError())),
                DynamicEffects.change(trend).stream().toList());
    }
}
