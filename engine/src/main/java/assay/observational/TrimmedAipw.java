package assay.observational;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.Learner;
import assay.nuisance.LogisticLearner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The doubly robust effect among the units whose propensity is neither near 0 nor near 1, by the cut of {@link Trimming}.
 *
 * <p>The estimand is the average effect in the trimmed population, which is another than everyone: {@link Estimand#TARGET_ATE}. The rule
 * sees the propensity and never an outcome. The cut is taken for given, as its own error moves the population and not the estimate of
 * the effect there; where the effect varies with the propensity the interval is one for the population that was kept.
 *
 * <p>The propensity for the cut is learned from all rows; the nuisances of the effect are learned anew among those that are kept, by
 * {@link Aipw}. A known propensity (role {@link Role#PROPENSITY}) serves both.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the propensity learner does not learn probabilities.
 *
 * @param propensity learns the probability of treatment that the cut is for
 * @param effect estimates the effect among the rows that are kept
 */
public record TrimmedAipw(Learner propensity, Aipw effect) implements Estimator<Fit>, Balancer {

    public TrimmedAipw {
        Checks.probability(propensity);
    }

    /**
     * A logistic propensity for the cut, a logistic propensity and linear outcomes for the effect.
     *
     * @return the method
     */
    public static TrimmedAipw standard() {
        return new TrimmedAipw(new LogisticLearner(), Aipw.linear());
    }

    @Override
    public Estimand target() {
        return Estimand.TARGET_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Comparison.NEEDS;
    }

    @Override
    public BalancingWeights balance(Sample sample, RandomGenerator random) {
        sample.require(Set.of(Role.ASSIGNMENT));
        TwoArms arms = TwoArms.of(sample);
        int[] kept = kept(sample, arms, Scores.of(sample, arms, propensity, random).values);
        Sample inside = sample.rows(kept);
        BalancingWeights within = new PropensityWeighting(Estimand.ATE, propensity).balance(inside, random);
        double[] weights = new double[sample.size()];
        double[] found = within.weights();
        for (int k = 0; k < kept.length; k++) {
            weights[kept[k]] = found[k];
        }
        return new BalancingWeights(target(), arms.indicator(), weights);
    }

    private static int[] kept(Sample sample, TwoArms arms, double[] scores) {
        double cut = Trimming.cut(scores);
        int[] kept = Trimming.kept(scores, cut);
        int treated = 0;
        for (int i : kept) {
            treated += arms.indicator()[i] == 1 ? 1 : 0;
        }
        if (treated < 2 || kept.length - treated < 2) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "Of %d rows, %d treated and %d controls have a propensity in [%.3g, %.3g]; an effect there needs"
                                    + " two of each.",
                            sample.size(),
                            treated,
                            kept.length - treated,
                            cut,
                            1 - cut),
                    "The arms hardly overlap: leave out covariates that only predict treatment, or report that no effect"
                            + " can be estimated.");
        }
        return kept;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Comparison data = Comparison.of(sample);
        double[] scores = Scores.of(sample, data.arms, propensity, random).values;
        int[] kept = kept(sample, data.arms, scores);
        double cut = Trimming.cut(scores);
        Fit inside = effect.estimate(sample.rows(kept), random);
        Map<String, Double> diagnostics = new TreeMap<>(inside.glance().diagnostics());
        diagnostics.put("cut", cut);
        diagnostics.put("rows_kept", (double) kept.length);
        List<Caution> cautions = new ArrayList<>(inside.cautions());
        if (kept.length < sample.size()) {
            cautions.add(Caution.of(
                    "trimmed",
                    String.format(
                            Locale.ROOT,
                            "%d of %d rows have a propensity outside [%.4f, %.4f] and were left out: the effect is that on the"
                                    + " other %d.",
                            sample.size() - kept.length,
                            sample.size(),
                            cut,
                            1 - cut,
                            kept.length)));
        }
        Estimate found = inside.estimate();
        Estimate named = new Estimate(target(), found.term(), found.value(), found.stdError(), found.inference());
        return new Fit(
                List.of(named),
                Glance.of("trimmed-aipw", inside.glance().variance(), sample, data.arms, diagnostics),
                cautions);
    }
}
