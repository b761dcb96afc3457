package assay.quasi;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Differences in differences where trends are parallel among units of like covariates: group-time effects on the treated by the
 * doubly robust score of Sant'Anna and Zhao (J. Econometrics 219, 2020, doi:10.1016/j.jeconom.2020.06.003), averaged as in
 * Callaway and Sant'Anna (J. Econometrics 225, 2021, doi:10.1016/j.jeconom.2020.12.001).
 *
 * <p>With G the units first treated in period g, C the comparison units, {@code dY = Y_t - Y_{g-1}}, {@code m(X)} the mean of dY
 * among C given X and {@code e(X)} the propensity of G among G and C, {@code ATT(g, t) = E[(w_G - w_C) (dY - m(X))]}, {@code w_G
 * = 1(G) / P(G)} and {@code w_C} being {@code 1(C) e / (1 - e)} over its mean. It is right where m or e is. Without covariates it is
 * that of {@link GroupTimeAtt}, to rounding.
 *
 * <p>Takes one row for each unit and period, as {@link GroupTimeAtt} does, and covariates that do not change over time. Terms,
 * bands, cautions and diagnostics are those of {@link GroupTimeAtt}; {@code largest_weight_share} is the largest share that one
 * comparison unit has of the weight in a cell.
 *
 * @param score how covariates are held equal
 * @param comparison whose change stands in for that of the treated
 * @param aggregation how the effects are made one
 * @param base what periods before treatment are compared with
 */
public record DoublyRobustDid(DidScore score, ComparisonGroup comparison, Aggregation aggregation, BasePeriod base)
        implements Estimator<Fit> {

    private static final double HEAVY = 0.1;

    /**
     * The improved score, against units that are never treated, averaged over treated unit-periods.
     *
     * @return the estimator
     */
    public static DoublyRobustDid standard() {
        return new DoublyRobustDid(
                DidScore.IMPROVED, ComparisonGroup.NEVER_TREATED, Aggregation.SIMPLE, BasePeriod.VARYING);
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
        roles.add(Role.COVARIATE);
        roles.add(Role.CLUSTER);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        DidStudy study = DidStudy.of(sample, this);
        Cohorts cohorts = study.cohorts();
        Panel panel = cohorts.panel();
        DidAggregates aggregates = new DidAggregates(cohorts, study.cells().all());
        DidTerms terms =
                new DidTerms(study.dispersion(), sample.column(Role.OUTCOME).name());
        long key = random.nextLong();
        terms.one(panel.contrast(), aggregates.overall(aggregation));
        terms.family(Estimand.ATT, aggregates.parts(aggregation), key);
        terms.family(Estimand.GROUP_TIME_ATT, aggregates.cells(), key + 1);
        Pretrend pretrend = study.pretrend();
        int treated = 0;
        for (int k = 0; k < cohorts.count(); k++) {
            treated += cohorts.size(k) * (panel.periods() - cohorts.start(k));
        }
        Map<String, Double> figures = new TreeMap<>(PanelNotes.diagnostics(cohorts, pretrend));
        figures.put("largest_weight_share", study.cells().largestShare());
        int rows = cohorts.units() * panel.periods();
        Glance glance = new Glance(
                "did-doubly-robust",
                study.dispersion().words() + "; " + score.label() + "; comparison with units " + comparison.label(),
                rows,
                treated,
                rows - treated,
                sample.dropped(),
                study.dispersion().independent(),
                figures);
        List<Caution> cautions = new ArrayList<>(study.cautions());
        if (study.cells().largestShare() > HEAVY && sample.has(Role.COVARIATE)) {
            cautions.add(Caution.of(
                    "large-weights",
                    String.format(
                            Locale.ROOT,
                            "One comparison unit has %.0f%% of the weight of its cell: few untreated units are like the"
                                    + " treated, and the interval rests on them.",
                            100 * study.cells().largestShare())));
        }
        return new Fit(terms.estimates(), glance, cautions, influence(cohorts, terms.effects(), sample.size()));
    }

    /** A unit's influence shared out over its rows. */
    private static Influence influence(Cohorts cohorts, List<DidEffect> effects, int rows) {
        Panel panel = cohorts.panel();
        double scale = rows / (double) cohorts.units() / panel.periods();
        return term -> {
            double[] psi = effects.get(term).influence();
            double[] values = new double[rows];
            for (int i = 0; i < psi.length; i++) {
                for (int t = 0; t < panel.periods(); t++) {
                    values[panel.row(i, t)] = scale * psi[i];
                }
            }
            return values;
        };
    }

    /** The one unit that is treated, where there is but one. */
    static void refuseOneTreated(Cohorts cohorts) {
        int treated = cohorts.units() - cohorts.size(cohorts.count());
        if (treated != 1) {
            return;
        }
        for (int i = 0; i < cohorts.panel().units(); i++) {
            if (cohorts.cohort(i) >= 0 && cohorts.cohort(i) < cohorts.count()) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "One unit is treated, '" + cohorts.panel().unit(i)
                                + "': how much it would have changed otherwise than others is not known from one, so that"
                                + " differences in differences has no standard error.",
                        "Use synthetic control or synthetic differences in differences (assay synthetic), whose inference is"
                                + " by placebos.");
            }
        }
    }
}
