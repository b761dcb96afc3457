package assay.quasi.synthetic;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The average effect on treated units by comparison with a weighted mean of units that are never treated: synthetic differences in
 * differences (Arkhangelsky, Athey, Hirshberg, Imbens and Wager, Am. Econ. Rev. 111, 2021, doi:10.1257/aer.20190159), synthetic
 * control (Abadie, Diamond and Hainmueller, JASA 105, 2010, doi:10.1198/jasa.2009.ap08746) and their kin.
 *
 * <p>With mean outcomes of the treated {@code y_t}, unit weights w and time weights l, {@code tau = mean_{t >= g} (y_t - sum_i w_i
 * Y_it) - sum_{t < g} l_t (y_t - sum_i w_i Y_it)}. Weights are on the simplex; those of units minimise {@code sum_{t < g} (w0 +
 * sum_i w_i Y_it - y_t)^2 + zeta^2 (g - 1) |w|^2}. It is the average effect over treated unit-periods where outcomes without
 * treatment are unit and period effects and few factors, and where adoption hangs on these and not on passing shocks. Units that
 * begin in different periods are compared cohort by cohort.
 *
 * <p>Standard errors are those of {@link SyntheticError}, with Student's t (normal for the bootstrap). Diagnostics: {@code units},
 * {@code treated_units}, {@code controls}, {@code cohorts}, {@code periods_before} of the first cohort, {@code rmspe_before},
 * {@code rmspe_after}, {@code rmspe_ratio} where it is finite,
 * {@code largest_weight}, {@code effective_controls}, {@code noise}, {@code zeta_omega},
 * {@code zeta_lambda}.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than 2 replications.
 *
 * @param weighting how units and periods are weighted
 * @param error how the standard error is found
 * @param replications draws of the bootstrap, and of placebos where several units are treated
 * @param refits how weights are found again in these; those of the estimate are always found by {@link SimplexSearch#reference()}
 */
public record SyntheticEffect(
        SyntheticWeighting weighting, SyntheticError error, int replications, SimplexSearch refits)
        implements Estimator<Fit> {

    private static final int REPLICATIONS = 200;

    public SyntheticEffect {
        Arguments.atLeast("replications", replications, 2);
    }

    /**
     * Synthetic differences in differences, with the standard error that fits the number of treated units.
     *
     * @return the estimator
     */
    public static SyntheticEffect standard() {
        return of(SyntheticWeighting.SDID);
    }

    /**
     * One of the comparisons, with the standard error that fits the number of treated units.
     *
     * @param weighting how units and periods are weighted
     * @return the estimator
     */
    public static SyntheticEffect of(SyntheticWeighting weighting) {
        return new SyntheticEffect(weighting, SyntheticError.AUTO, REPLICATIONS, SimplexSearch.quick());
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
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(Role.TREATMENT);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Synthesis synthesis = Synthesis.of(AdoptionPanel.of(sample), weighting, SimplexSearch.reference());
        return fit(synthesis, sample.dropped(), random);
    }

    /**
     * The fit of weights that are already found.
     *
     * @param synthesis weights and effects
     * @param dropped rows left out because values were missing
     * @param random draws placebos and bootstraps
     * @return the fit
     * @throws assay.EstimationException if the standard error cannot be had by the method that is asked for
     */
    public Fit fit(Synthesis synthesis, int dropped, RandomGenerator random) {
        AdoptionPanel panel = synthesis.panel();
        Spread spread = Spread.of(synthesis, this, random);
        double effect = synthesis.effect();
        int rows = panel.units().size() * panel.periods().size();
        Glance glance = new Glance(
                name(),
                spread.words(),
                rows,
                panel.treatedRows(),
                rows - panel.treatedRows(),
                dropped,
                panel.units().size(),
                diagnostics(synthesis));
        Estimate estimate =
                new Estimate(Estimand.ATT, panel.contrast(), effect, spread.stdError(), spread.inference(effect));
        List<Caution> cautions = SyntheticCautions.of(synthesis, error);
        return new Fit(List.of(estimate), glance, cautions);
    }

    private String name() {
        return switch (weighting) {
            case SDID -> "synthetic-did";
            case SC -> "synthetic-control";
            case DID -> "block-did";
            case SC_INTERCEPT, SC_RIDGE -> "synthetic-" + weighting.code();
        };
    }

    private static Map<String, Double> diagnostics(Synthesis synthesis) {
        AdoptionPanel panel = synthesis.panel();
        SyntheticCohort first = synthesis.cohorts().get(0);
        double largest = 0;
        double squares = 0;
        for (double weight : synthesis.unitWeights()) {
            largest = Math.max(largest, weight);
            squares += weight * weight;
        }
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("units", (double) panel.units().size());
        diagnostics.put("treated_units", (double) panel.treated().length);
        diagnostics.put("controls", (double) panel.controls().length);
        diagnostics.put("cohorts", (double) synthesis.cohorts().size());
        diagnostics.put("periods_before", (double) first.start());
        diagnostics.put("rmspe_before", synthesis.rmspeBefore());
        diagnostics.put("rmspe_after", synthesis.rmspeAfter());
        double ratio = synthesis.rmspeRatio();
        if (Double.isFinite(ratio)) {
            diagnostics.put("rmspe_ratio", ratio);
        }
        diagnostics.put("largest_weight", largest);
        diagnostics.put("effective_controls", 1 / squares);
        diagnostics.put("noise", first.weights().noise());
        diagnostics.put("zeta_omega", first.weights().zetaOmega());
        diagnostics.put("zeta_lambda", first.weights().zetaLambda());
        return diagnostics;
    }
}
