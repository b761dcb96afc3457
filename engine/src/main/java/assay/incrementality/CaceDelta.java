package assay.incrementality;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * The effect of exposure on those whose exposure follows their assignment, the complier average causal effect
 * {@code ITT / (share exposed | Z = 1 - share exposed | Z = 0)}, with a standard error by the delta method in which the
 * covariance of the two effects counts (Imbens and Angrist, Econometrica 62, 1994, doi:10.2307/2951620).
 *
 * <p>Where nobody of the control arm is exposed it is the effect on the exposed (Bloom, Evaluation Review 8, 1984,
 * doi:10.1177/0193841X8400800205). The number and its standard error are those of two-stage least squares with HC2 and no
 * covariate, from the moments of the arms alone. The t interval is honest where compliance is strong.
 *
 * @param rule what the standard error takes into account
 */
public record CaceDelta(DeltaRule rule) implements Estimator<Fit> {

    /** Below this F the bias of the ratio may exceed a tenth of the worst (Montiel Olea and Pflueger 2013, one instrument). */
    static final double WEAK = 23.1;

    /**
     * The usual choice.
     *
     * @return with {@link DeltaRule#FULL}
     */
    public static CaceDelta standard() {
        return new CaceDelta(DeltaRule.FULL);
    }

    @Override
    public Estimand target() {
        return Estimand.LATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        AdSample rows = AdSample.of(sample);
        AdEffects effects = rows.effects();
        rows.requireContrast(effects);
        List<Estimate> terms = new ArrayList<>();
        terms.add(relabelled(effects.cace(rule), rows.arms().contrast()));
        terms.add(relabelled(effects.itt(), rows.arms().contrast()));
        if (effects.wald().denominatorVariance() > 0) {
            terms.add(relabelled(effects.exposure(), rows.arms().contrast()));
        }
        return new Fit(
                terms,
                Glance.of(
                        "cace-delta",
                        rule.label() + ", t with n - 2 degrees of freedom",
                        sample,
                        rows.arms(),
                        diagnostics(effects)),
                cautions(effects),
                influence(rows, effects));
    }

    static Estimate relabelled(Estimate e, String term) {
        return new Estimate(e.estimand(), term, e.value(), e.stdError(), e.inference());
    }

    static Map<String, Double> diagnostics(AdEffects effects) {
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("exposed_treated", effects.wald().treated().second());
        diagnostics.put("exposed_control", effects.wald().control().second());
        double f = effects.wald().firstStage();
        if (Double.isFinite(f)) {
            diagnostics.put("first_stage_f", f);
        }
        return diagnostics;
    }

    static List<Caution> cautions(AdEffects effects) {
        double f = effects.wald().firstStage();
        return f < WEAK
                ? List.of(Caution.of(
                        "weak-instrument",
                        String.format(
                                Locale.ROOT,
                                "Assignment moves exposure by %.3g only (F = %.3g, below %.1f): a t interval may miss the effect"
                                        + " far too often; use the Anderson-Rubin set.",
                                effects.wald().denominator(),
                                f,
                                WEAK)))
                : List.of();
    }

    /** Of the ratio: {@code (psi_a - r psi_b) / b}. */
    private static Influence influence(AdSample rows, AdEffects effects) {
        return term -> {
            double[] y = rows.outcome();
            double[] d = rows.exposure();
            double[] z = rows.arms().indicator();
            double n = y.length;
            WaldRatio wald = effects.wald();
            double r = term == 0 ? wald.value() : 0;
            double onOutcome = term == 2 ? 0 : 1;
            double onExposure = term == 2 ? 1 : -r;
            double scale = term == 0 ? 1 / wald.denominator() : 1;
            double[] values = new double[y.length];
            for (int i = 0; i < y.length; i++) {
                PairMoments arm = z[i] == 1 ? wald.treated() : wald.control();
                double residual = onOutcome * (y[i] - arm.first()) + onExposure * (d[i] - arm.second());
                values[i] = scale * (z[i] == 1 ? n / arm.units() : -n / arm.units()) * residual;
            }
            return values;
        };
    }
}
