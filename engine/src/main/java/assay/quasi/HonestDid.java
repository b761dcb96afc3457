package assay.quasi;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Inference;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The average effect of a difference in differences where trends need not be parallel, only part by no more than a bound that
 * is told in terms of what they did before treatment (Rambachan and Roth, Rev. Economic Studies 90, 2023,
 * doi:10.1093/restud/rdad018).
 *
 * <p>The event study is that of {@link DoublyRobustDid} against the last period before treatment, with the effect averaged over
 * treated unit-periods. Let d(e) be how far trends have parted at exposure e. With <em>relative magnitudes</em> {@code |d(e) - d(e-1)|}
 * after treatment is at most M times the largest such change before: the hypothesis that the effect is theta is a union over
 * which change was largest and its sign, each part being two inequalities that are tested with their least-favourable critical
 * value; theta is in the set unless all parts are rejected. With <em>smoothness</em> a line may bend by at most M per period: the
 * interval of fixed length about the affine estimator that makes it shortest at 95 % (their section 4.1), the weights of bends before
 * treatment by coordinate descent.
 *
 * <p>Terms: the average effect with its honest interval; {@code parallel trends}, the usual one. Diagnostics: {@code
 * breakdown}, the M at which the 95 % interval first holds 0 (0 if it always does); {@code worst_change} before treatment;
 * {@code changes} before treatment that are seen; {@code bound}.
 *
 * @param restriction what is bounded
 * @param bound M, not negative: a multiple, or in units of the outcome per period squared
 * @param score how covariates are held equal
 * @param comparison whose change stands in for that of the treated
 */
public record HonestDid(HonestRestriction restriction, double bound, DidScore score, ComparisonGroup comparison)
        implements Estimator<Fit> {

    private static final double LEVEL = 0.95;
    private static final double MOST = 1e3;
    private static final int HALVINGS = 60;

    public HonestDid {
        if (!(bound >= 0 && bound < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("bound must be finite and not negative, not " + bound);
        }
    }

    /**
     * Trends may part after treatment as fast as they ever did before, against units never treated.
     *
     * @return the estimator
     */
    public static HonestDid standard() {
        return new HonestDid(
                HonestRestriction.RELATIVE_MAGNITUDES, 1, DidScore.IMPROVED, ComparisonGroup.NEVER_TREATED);
    }

    /**
     * The same with another bound.
     *
     * @param changed M
     * @return the changed estimator
     */
    public HonestDid withBound(double changed) {
        return new HonestDid(restriction, changed, score, comparison);
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
        DidStudy study =
                DidStudy.of(sample, new DoublyRobustDid(score, comparison, Aggregation.DYNAMIC, BasePeriod.UNIVERSAL));
        // An effect without a spread has its message here.
        new DidTerms(study.dispersion(), sample.column(Role.OUTCOME).name())
                .one("1 - 0", new DidAggregates(study.cohorts(), study.cells().all()).overall(Aggregation.SIMPLE));
        HonestStudy event = HonestStudy.of(study, sample);
        Inference honest = inference(event, bound);
        double value = honest instanceof FixedLength fixed ? fixed.value() : event.effect();
        List<Estimate> terms = List.of(
                new Estimate(target(), study.cohorts().panel().contrast(), value, spread(honest, event), honest),
                Estimate.normal(target(), "parallel trends", event.effect(), event.error()));
        Map<String, Double> figures = new TreeMap<>(PanelNotes.diagnostics(study.cohorts(), study.pretrend()));
        figures.put("bound", bound);
        figures.put("breakdown", breakdown(event));
        figures.put("worst_change", event.worstChange());
        figures.put("changes", (double) event.changes());
        Cohorts cohorts = study.cohorts();
        int treated = 0;
        for (int k = 0; k < cohorts.count(); k++) {
            treated += cohorts.size(k) * (cohorts.panel().periods() - cohorts.start(k));
        }
        int rows = cohorts.units() * cohorts.panel().periods();
        Glance glance = new Glance(
                "honest-did",
                study.dispersion().words() + "; trends part by " + restriction.label(),
                rows,
                treated,
                rows - treated,
                sample.dropped(),
                study.dispersion().independent(),
                figures);
        List<Caution> cautions = new ArrayList<>(study.cautions());
        cautions.removeIf(caution -> caution.code().equals("pretrend"));
        return new Fit(terms, glance, cautions);
    }

    private static double spread(Inference honest, HonestStudy event) {
        return honest instanceof FixedLength fixed ? fixed.deviation() : event.error();
    }

    private Inference inference(HonestStudy event, double m) {
        return restriction == HonestRestriction.SMOOTHNESS ? FixedLength.of(event, m) : RelativeMagnitudes.of(event, m);
    }

    private double breakdown(HonestStudy event) {
        double alpha = 1 - LEVEL;
        double unit = restriction == HonestRestriction.SMOOTHNESS ? event.error() : 1;
        if (inference(event, 0).pValue(0) >= alpha) {
            return 0;
        }
        double low = 0;
        double high = unit;
        while (inference(event, high).pValue(0) < alpha) {
            low = high;
            high *= 2;
            if (high > MOST * unit) {
                return MOST * unit;
            }
        }
        for (int i = 0; i < HALVINGS && high - low > 1e-9 * high; i++) {
            double middle = (low + high) / 2;
            if (inference(event, middle).pValue(0) < alpha) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /**
     * What different bounds make of the same data.
     *
     * @param sample the panel
     * @param bounds values of M, each not negative
     * @return the average effect under each bound, in their order; terms say the bound
     */
    public List<Estimate> sensitivity(Sample sample, List<Double> bounds) {
        DidStudy study =
                DidStudy.of(sample, new DoublyRobustDid(score, comparison, Aggregation.DYNAMIC, BasePeriod.UNIVERSAL));
        HonestStudy event = HonestStudy.of(study, sample);
        List<Estimate> out = new ArrayList<>();
        for (double m : bounds) {
            Inference honest = inference(event, m >= 0 ? m : Arguments.positive("bound", m));
            double value = honest instanceof FixedLength fixed ? fixed.value() : event.effect();
            out.add(new Estimate(target(), "M=" + Panel.label(m), value, spread(honest, event), honest));
        }
        return out;
    }
}
