package assay.cate;

import assay.Caution;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.distribution.StudentDistribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A one-sided test that treating first whom a learner predicts to gain most beats treating at random: that AUTOC or QINI is above 0,
 * see {@link Rate}. Under the null hypothesis the order of the predictions says nothing about effects.
 *
 * <p>Either area is {@code sum of w a score / sum of w} with multipliers a that depend on the order alone and add up to 0. The test divides it
 * by the standard error of that sum when all scores have the same mean, and refers it to t with {@code (sum of a^2)^2 / (sum of a^4)}
 * degrees of freedom (of sums over clusters, where there are some; at most one less than the units). AUTOC leans on the few rows at the
 * top; the standard error of half-samples, which {@link Rate} reports, runs small there. With several parts, the statistics are added
 * over the root of their number (Wager 2024).
 *
 * @param learner learns the effects
 * @param weighting AUTOC or QINI
 * @param validation which rows the order is judged on
 */
public record RateTest(Estimator<CateFit> learner, RateWeighting weighting, Validation validation)
        implements Estimator<HypothesisTest> {

    /**
     * AUTOC on an honest split.
     *
     * @param learner learns the effects
     */
    public RateTest(Estimator<CateFit> learner) {
        this(learner, RateWeighting.AUTOC, Validation.HONEST_SPLIT);
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
        return CalibrationTest.combined(validation.parts(learner, sample, random).stream()
                .map(part -> test(part.fit(), weighting))
                .toList());
    }

    /**
     * Tests one ranking. Where every row has the same prediction nothing is found, and the p-value is 1.
     *
     * @param fit predictions and scores, of rows that the predictions have not seen
     * @param weighting AUTOC or QINI
     * @return the one-sided test
     * @throws assay.EstimationException if there are fewer than 10 rows or units, an arm is empty, or the scores do not vary
     * @throws IllegalArgumentException if a prediction is not finite
     */
    public static HypothesisTest test(CateFit fit, RateWeighting weighting) {
        String hypothesis = "treating first whom the predictions name is no better than treating at random";
        Pooled pooled = new Pooled(List.of(HeldOut.all(fit)));
        if (Calibration.constant(fit)) {
            List<Caution> cautions = new ArrayList<>(pooled.cautions());
            cautions.add(Priorities.constantEffects());
            Glance glance = pooled.glance("rate", "none: the predictions are constant", Map.of());
            return new HypothesisTest(hypothesis, 0, Double.NaN, 1, glance, cautions);
        }
        if (pooled.units.count() < Priorities.FEWEST) {
            throw Priorities.tooFew(pooled.units.count(), Priorities.FEWEST, "A ranking");
        }
        double[] multipliers = new Ranking(pooled).multipliers(weighting);
        int n = pooled.size;
        double mean = pooled.units.mean(pooled.score);
        double[] influence = new double[n];
        double[] leverage = new double[n];
        double area = 0;
        for (int i = 0; i < n; i++) {
            leverage[i] = n * pooled.weight[i] * multipliers[i] / pooled.units.total();
            influence[i] = leverage[i] * (pooled.score[i] - mean);
            area += influence[i] / n;
        }
        double[] sums = pooled.units.sums(influence);
        double error = Math.sqrt(Units.positive(pooled.units.covariance(sums, sums), weighting.name()));
        double df = degreesOfFreedom(pooled.units.sums(leverage), pooled.units.count());
        double t = area / error;
        double two = StudentDistribution.twoSided(t, df);
        return new HypothesisTest(
                hypothesis,
                t,
                df,
                t >= 0 ? two / 2 : 1 - two / 2,
                pooled.glance(
                        "rate", "null-imposed standard error of " + weighting + ", t, one-sided", Map.of("area", area)),
                pooled.cautions());
    }

    private static double degreesOfFreedom(double[] leverages, int units) {
        double squares = 0;
        double fourth = 0;
        for (double a : leverages) {
            squares += a * a;
            fourth += a * a * a * a;
        }
        return fourth > 0 ? Math.min(units - 1.0, squares * squares / fourth) : units - 1.0;
    }
}
