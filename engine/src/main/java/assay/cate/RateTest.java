package assay.cate;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A one-sided test that treating first whom a learner predicts to gain most beats treating at random, by {@link Rate}. Under the null
 * hypothesis the order of the predictions says nothing about effects. With several parts, their statistics are added over the root of
 * their number (Wager 2024).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 20 half-samples.
 *
 * @param learner learns the effects
 * @param weighting AUTOC or QINI
 * @param validation which rows the order is judged on
 * @param halves half-samples for the standard error
 */
public record RateTest(Estimator<CateFit> learner, RateWeighting weighting, Validation validation, int halves)
        implements Estimator<HypothesisTest> {

    public RateTest {
        Arguments.atLeast("half-samples", halves, 20);
    }

    /**
     * AUTOC on an honest split, with 200 half-samples.
     *
     * @param learner learns the effects
     */
    public RateTest(Estimator<CateFit> learner) {
        this(learner, RateWeighting.AUTOC, Validation.HONEST_SPLIT, 200);
    }

    @Override
    public Estimand target() {
        return Estimand.CATE;
    }

    @Override
    public Set<Role> needs() {
        return learner.needs();
    }

    @Override
    public Set<Role> reads() {
        return learner.reads();
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        List<HypothesisTest> tests = new ArrayList<>();
        for (HeldOut part : validation.parts(learner, sample, random)) {
            tests.add(test(part.fit(), weighting, halves, random.nextLong()));
        }
        return CalibrationTest.combined(tests);
    }

    /**
     * Tests one ranking. Where every row has the same prediction nothing is found, and the p-value is 1.
     */
    static HypothesisTest test(CateFit fit, RateWeighting weighting, int halves, long key) {
        String hypothesis = "treating first whom the predictions name is no better than treating at random";
        if (Calibration.constant(fit)) {
            int treated = AverageEffects.treated(fit.scores());
            List<Caution> cautions = new ArrayList<>(fit.cautions());
            cautions.add(Priorities.constantEffects());
            Glance glance = new Glance(
                    "rate",
                    "none: the predictions are constant",
                    fit.size(),
                    treated,
                    fit.size() - treated,
                    fit.glance().dropped(),
                    0,
                    Map.of());
            return new HypothesisTest(hypothesis, 0, Double.NaN, 1, glance, cautions);
        }
        Rate rate = Rate.of(fit, halves, key);
        Estimate area = rate.area(weighting);
        double t = area.inference().statistic(0);
        double two = area.inference().pValue(0);
        return new HypothesisTest(
                hypothesis,
                t,
                area.inference().degreesOfFreedom(),
                t >= 0 ? two / 2 : 1 - two / 2,
                rate.fit().glance(),
                rate.fit().cautions());
    }
}
