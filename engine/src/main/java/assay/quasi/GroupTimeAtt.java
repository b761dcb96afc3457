package assay.quasi;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.StudentT;
import assay.quasi.GroupTimeCells.Cell;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Differences in differences for units that are treated at different times and stay treated: group-time average effects on
 * the treated and their averages (Callaway and Sant'Anna, J. Econometrics 225, 2021, doi:10.1016/j.jeconom.2020.12.001).
 *
 * <p>With cohort g the units first treated in period g and C units that are never, or not yet, treated,
 * {@code ATT(g, t) = [mean(Y_t | g) - mean(Y_{g-1} | g)] - [mean(Y_t | C) - mean(Y_{g-1} | C)]}. It is unbiased where, without
 * treatment, the mean of g would have changed as that of C did (parallel trends) and where nobody reacts before being treated.
 * Periods {@code t < g} give pseudo-effects that are 0 if so.
 *
 * <p>Takes one row for each unit and period: outcome, unit, numeric time, and a treatment of two levels that says whether the
 * unit is treated in that period. The first term is the average that is asked for; then come its parts (by length of exposure
 * {@code e=}, cohort {@code g=} or period {@code t=}), then every {@code g=,t=}. Cohorts count by their shares in the population,
 * which are estimated. The variance is the sum over cohorts of {@code s_k^2 / n_k} of each unit's own linear form of outcomes,
 * and what estimated shares add; Student's t with the degrees of freedom of Welch, or with {@code G - 1} where there is a
 * cluster. Parts and cells have intervals that hold all of their kind at once, by the multiplier bootstrap with normal
 * multipliers (their section 4.1).
 *
 * <p>Diagnostics: {@code units}, {@code cohorts}, {@code never_treated}, {@code smallest_cohort}, {@code left_out} units, and
 * the Wald test that all pseudo-effects are 0, {@code pretrend_statistic}, {@code pretrend_df}, {@code pretrend_df_denominator},
 * {@code pretrend_p_value} (Hotelling's, with the degrees of freedom of Pustejovsky and Tipton 2018, section 4).
 *
 * @param comparison whose change stands in for that of the treated
 * @param aggregation how the effects are made one
 * @param base what periods before treatment are compared with
 */
public record GroupTimeAtt(ComparisonGroup comparison, Aggregation aggregation, BasePeriod base)
        implements Estimator<Fit> {

    /**
     * Against units that are never treated, averaged over treated unit-periods.
     *
     * @return the estimator
     */
    public static GroupTimeAtt standard() {
        return new GroupTimeAtt(ComparisonGroup.NEVER_TREATED, Aggregation.SIMPLE, BasePeriod.VARYING);
    }

    @Override
    public Estimand target() {
        return Estimand.ATT;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.TREATMENT, Role.UNIT, Role.TIME);
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(Role.CLUSTER);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Panel panel = Panel.of(sample);
        Cohorts cohorts = Cohorts.of(panel);
        CohortMoments moments = CohortMoments.of(cohorts);
        Dispersion dispersion =
                sample.has(Role.CLUSTER) ? ClusterDispersion.of(moments, sample) : new UnitDispersion(moments);
        GroupTimeCells cells = new GroupTimeCells(moments, comparison, base);
        Aggregates aggregates = new Aggregates(cohorts, cells.all());
        Terms terms = new Terms(dispersion, sample.column(Role.OUTCOME).name());
        long key = random.nextLong();
        terms.one(panel.contrast(), aggregates.overall(aggregation));
        terms.family(Estimand.ATT, aggregates.parts(aggregation), key);
        terms.family(Estimand.GROUP_TIME_ATT, named(cohorts, cells.all()), key + 1);
        Pretrend pretrend = Pretrend.of(cells.all(), dispersion);
        Glance glance = new Glance(
                "group-time-att",
                dispersion.words() + "; comparison with units " + comparison.label(),
                cohorts.units() * panel.periods(),
                treatedRows(cohorts),
                cohorts.units() * panel.periods() - treatedRows(cohorts),
                sample.dropped(),
                dispersion.independent(),
                PanelNotes.diagnostics(cohorts, pretrend));
        return new Fit(
                terms.estimates,
                glance,
                PanelNotes.cautions(cohorts, cells, comparison, pretrend, dispersion),
                influence(moments, terms.contrasts, sample.size()));
    }

    private static int treatedRows(Cohorts cohorts) {
        int rows = 0;
        for (int k = 0; k < cohorts.count(); k++) {
            rows += cohorts.size(k) * (cohorts.panel().periods() - cohorts.start(k));
        }
        return rows;
    }

    private static List<Aggregates.Part> named(Cohorts cohorts, List<Cell> cells) {
        return cells.stream()
                .map(cell -> new Aggregates.Part(
                        "g=" + cohorts.label(cell.cohort()) + ",t="
                                + Panel.label(cohorts.panel().time(cell.period())),
                        cell.contrast()))
                .toList();
    }

    /** A unit's influence shared out over its rows. */
    private static Influence influence(CohortMoments moments, List<Contrast> contrasts, int rows) {
        Panel panel = moments.cohorts().panel();
        double scale = rows / (double) moments.cohorts().units() / panel.periods();
        return term -> {
            Contrast contrast = contrasts.get(term);
            double[] values = new double[rows];
            for (int i = 0; i < panel.units(); i++) {
                double value = scale * contrast.influence(moments, i);
                for (int t = 0; t < panel.periods(); t++) {
                    values[panel.row(i, t)] = value;
                }
            }
            return values;
        };
    }

    /** Estimates and the contrasts that they are of, in one order. */
    private static final class Terms {
        private final Dispersion dispersion;
        private final String outcome;
        private final List<Estimate> estimates = new ArrayList<>();
        private final List<Contrast> contrasts = new ArrayList<>();

        Terms(Dispersion dispersion, String outcome) {
            this.dispersion = dispersion;
            this.outcome = outcome;
        }

        void one(String term, Contrast contrast) {
            StudentT t = inference(term, contrast);
            estimates.add(new Estimate(Estimand.ATT, term, t.value(), t.stdError(), t));
            contrasts.add(contrast);
        }

        void family(Estimand estimand, List<Aggregates.Part> parts, long key) {
            int n = parts.size();
            List<StudentT> own = new ArrayList<>();
            double[][] correlation = new double[n][n];
            for (int a = 0; a < n; a++) {
                own.add(inference(parts.get(a).term(), parts.get(a).contrast()));
                for (int b = 0; b <= a; b++) {
                    double r = dispersion.covariance(
                                    parts.get(a).contrast(), parts.get(b).contrast())
                            / own.get(a).stdError()
                            / own.get(b).stdError();
                    correlation[a][b] = r;
                    correlation[b][a] = r;
                }
            }
            Band band = new Band(correlation, key);
            for (int a = 0; a < n; a++) {
                StudentT t = own.get(a);
                estimates.add(new Estimate(
                        estimand, parts.get(a).term(), t.value(), t.stdError(), new Simultaneous(t, band)));
                contrasts.add(parts.get(a).contrast());
            }
        }

        private StudentT inference(String term, Contrast contrast) {
            double variance = dispersion.covariance(contrast, contrast);
            if (!(variance > 0)) {
                throw new EstimationException(
                        Problem.CONSTANT_OUTCOME,
                        "Outcome '" + outcome + "' changes by the same amount in all units that effect '" + term
                                + "' compares, or they are too few to tell; it has no standard error.",
                        "Leave out cohorts of one unit, or check the outcome.");
            }
            return new StudentT(contrast.value(), Math.sqrt(variance), dispersion.degreesOfFreedom(contrast));
        }
    }
}
