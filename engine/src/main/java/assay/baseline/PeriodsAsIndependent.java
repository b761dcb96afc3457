package assay.baseline;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.quasi.synthetic.AdoptionPanel;
import assay.quasi.synthetic.SimplexSearch;
import assay.quasi.synthetic.Synthesis;
import assay.quasi.synthetic.SyntheticCohort;
import assay.quasi.synthetic.SyntheticWeighting;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect by a synthetic control with the standard error of least squares of the gaps on a dummy for treated periods, as if
 * every period were a draw of its own: {@code s^2 (1 / T0 + 1 / T1)}, t with {@code T - 2} degrees of freedom. Gaps of one unit hang
 * together from period to period, and those before treatment were made small. Kept because it fails.
 *
 * @param weighting how units and periods are weighted
 */
public record PeriodsAsIndependent(SyntheticWeighting weighting) implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        AdoptionPanel panel = AdoptionPanel.of(sample);
        Synthesis synthesis = Synthesis.of(panel, weighting, SimplexSearch.quick());
        SyntheticCohort cohort = synthesis.cohorts().get(0);
        double[] gaps = cohort.gaps();
        int before = cohort.start();
        int after = gaps.length - before;
        double squares = squares(gaps, 0, before) + squares(gaps, before, gaps.length);
        if (synthesis.cohorts().size() > 1 || !(squares > 0)) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Gaps are compared before and after one beginning of treatment, and must differ between periods.",
                    "Use synthetic differences in differences.");
        }
        double variance = squares / (gaps.length - 2.0) * (1.0 / before + 1.0 / after);
        int rows = panel.units().size() * panel.periods().size();
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.ATT, panel.contrast(), synthesis.effect(), Math.sqrt(variance), gaps.length - 2.0)),
                new Glance(
                        "periods-as-independent",
                        "least squares over periods",
                        rows,
                        panel.treatedRows(),
                        rows - panel.treatedRows(),
                        sample.dropped(),
                        0,
                        Map.of()),
                List.of());
    }

    private static double squares(double[] values, int from, int to) {
        double mean = 0;
        for (int t = from; t < to; t++) {
            mean += values[t] / (to - from);
        }
        double sum = 0;
        for (int t = from; t < to; t++) {
            sum += (values[t] - mean) * (values[t] - mean);
        }
        return sum;
    }
}
