package assay.sensitivity;

import assay.Caution;
import assay.Estimand;
import assay.Estimator;
import assay.Glance;
import assay.HypothesisTest;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Rosenbaum's bound on the p-value of matched pairs: the largest that a hidden bias of at most Gamma allows, for the null
 * hypothesis that treatment does nothing to anybody. See {@link MatchedPairs}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if Gamma is not at least 1.
 *
 * @param gamma odds by which one unit of a pair may be likelier to be treated, at least 1
 * @param statistic how differences are added up
 * @param side what the test is against
 */
public record RosenbaumBounds(double gamma, PairStatistic statistic, Side side) implements Estimator<HypothesisTest> {

    private static final double USUAL = 2;
    private static final int FEW = 20;

    public RosenbaumBounds {
        if (!(gamma >= 1 && gamma < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("Gamma must be finite and at least 1, which is no bias, not " + gamma);
        }
    }

    /**
     * Signed ranks, two-sided, with a bias that may double the odds of treatment.
     *
     * @return the test
     */
    public static RosenbaumBounds standard() {
        return new RosenbaumBounds(USUAL, PairStatistic.SIGNED_RANK, Side.TWO_SIDED);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.STRATUM);
    }

    @Override
    public HypothesisTest estimate(Sample sample, RandomGenerator random) {
        MatchedPairs pairs = MatchedPairs.of(sample);
        double p = pairs.pValue(gamma, statistic, side);
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("gamma", gamma);
        diagnostics.put("pairs", (double) pairs.size());
        diagnostics.put("pairs_with_a_difference", (double) pairs.informative());
        diagnostics.put("critical_gamma_05", pairs.criticalGamma(0.05, statistic, side));
        List<Caution> cautions = new ArrayList<>();
        if (statistic == PairStatistic.SIGNED_RANK && pairs.informative() < FEW) {
            cautions.add(Caution.of(
                    "few-pairs",
                    String.format(
                            Locale.ROOT,
                            "%d pairs differ; the normal distribution of signed ranks is rough below %d.",
                            pairs.informative(),
                            FEW)));
        }
        String reference = statistic == PairStatistic.SIGN
                ? "largest binomial tail that the bias allows"
                : "largest normal tail that the bias allows, signed ranks with mid-ranks";
        return new HypothesisTest(
                "no effect on anybody, with a hidden bias of at most " + gamma,
                pairs.statistic(statistic),
                Double.NaN,
                p,
                Glance.of("rosenbaum-bounds", reference, sample, TwoArms.of(sample), diagnostics),
                cautions);
    }
}
