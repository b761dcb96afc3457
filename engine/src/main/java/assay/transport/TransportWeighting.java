package assay.transport;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of an experiment's treatment in another population, by weighting the units of the experiment so that they resemble its
 * units: the difference of weighted means, {@code sum_1 w y / sum_1 w - sum_0 w y / sum_0 w}.
 *
 * <p>The estimand is {@code E[Y(1) - Y(0) | target]}. It is identified when treatment was assigned at random in the experiment, when
 * units of the same covariates respond alike in both populations, and when the experiment has units of all kinds that the target has.
 * Nothing of the target but its covariates is read.
 *
 * <p>{@link WeightModel#ODDS} weights by {@code (1 - p(x)) / p(x)}, p being the probability to be in the experiment among all rows by a
 * logistic regression (inverse odds of sampling weights; Westreich et al., American Journal of Epidemiology 186, 2017,
 * doi:10.1093/aje/kwx164); where a propensity is given, weights are also divided by the chance of the arm. {@link WeightModel#ENTROPY}
 * gives each arm the exact covariate means of the target by weights as even as can be (Hainmueller 2012, doi:10.1093/pan/mpr025). The
 * standard error stacks the equations of the weights and of the means over the rows of both populations, so that it holds the
 * sampling of the target; inference is normal.
 *
 * <p>A target of which some covariate's level, or more than 10 % of the values of a number, is beyond the experiment is refused, and
 * so are weights that leave an arm fewer than 10 effective rows.
 *
 * @param model how weights are found
 */
public record TransportWeighting(WeightModel model) implements Estimator<Fit> {

    /**
     * Weights by the odds of participation.
     *
     * @return the method
     */
    public static TransportWeighting standard() {
        return new TransportWeighting(WeightModel.ODDS);
    }

    @Override
    public Estimand target() {
        return Estimand.TARGET_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Populations.NEEDS;
    }

    /**
     * Estimates the effect in the target.
     *
     * @param sample outcome, assignment, covariates, and a stratum that is 1 in the experiment and 0 in the target
     * @param random not used
     * @return one term
     * @throws EstimationException if the columns tell no two populations or arms, or the experiment has no units like those of the
     *     target
     */
    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        Populations populations = Populations.of(sample);
        Map<String, Double> diagnostics = new TreeMap<>();
        List<Caution> cautions = new ArrayList<>();
        Support.require(populations).ifPresent(cautions::add);
        Weighted weighted = weigh(populations, random);
        Effective.report(Effective.of(populations, weighted.weights()), diagnostics, cautions);
        return Carried.fit(
                model == WeightModel.ODDS ? "transport-weighting" : "transport-entropy",
                "stacked estimating equations of weights and means, normal",
                populations,
                weighted.value(),
                weighted.influence(),
                diagnostics,
                cautions);
    }

    /** The weighted difference, unchecked. */
    Weighted weigh(Populations populations, RandomGenerator random) {
        return model == WeightModel.ENTROPY
                ? BalancedMeans.difference(populations, random)
                : OddsMeans.difference(populations, Odds.of(populations, random), new double[][] {
                    populations.outcomes(0), populations.outcomes(1)
                });
    }
}
