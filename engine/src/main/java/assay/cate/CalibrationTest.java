package assay.cate;

import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.distribution.NormalDistribution;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A one-sided test that effects differ along the predictions of a learner, by {@link Calibration}. With several parts, their
 * statistics are added over the root of their number (Wager 2024).
 *
 * @param learner learns the effects
 * @param validation which rows the predictions are judged on
 */
public record CalibrationTest(Estimator<CateFit> learner, Validation validation) implements Estimator<HypothesisTest> {

    /**
     * The default.
     *
     * @param learner learns the effects
     */
    public CalibrationTest(Estimator<CateFit> learner) {
        this(learner, Validation.HONEST_SPLIT);
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
        List<HypothesisTest> tests = validation.parts(learner, sample, random).stream()
                .map(part -> Calibration.test(part.fit()))
                .toList();
        return combined(tests);
    }

    /** One-sided tests whose statistics are uncorrelated and of unit variance under the null hypothesis. */
    static HypothesisTest combined(List<HypothesisTest> tests) {
        HypothesisTest last = tests.get(tests.size() - 1);
        if (tests.size() == 1) {
            return last;
        }
        double sum = 0;
        int rows = 0;
        int treated = 0;
        int control = 0;
        int clusters = 0;
        for (HypothesisTest test : tests) {
            // A p-value of t to the z of the same p-value, so that few clusters count for what they are.
            sum += test.pValue() > 0 && test.pValue() < 1
                    ? -NormalDistribution.quantile(test.pValue())
                    : test.statistic();
            rows += test.glance().n();
            treated += test.glance().treated();
            control += test.glance().control();
            clusters += test.glance().clusters();
        }
        double z = sum / Math.sqrt(tests.size());
        Glance glance = new Glance(
                last.glance().method(),
                last.glance().variance() + ", over " + tests.size() + " sequential folds",
                rows,
                treated,
                control,
                last.glance().dropped(),
                clusters,
                last.glance().diagnostics());
        return new HypothesisTest(
                last.nullHypothesis(),
                z,
                Double.POSITIVE_INFINITY,
                NormalDistribution.survival(z),
                glance,
                last.cautions());
    }
}
