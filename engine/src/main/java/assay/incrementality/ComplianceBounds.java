package assay.incrementality;

import assay.Arguments;
import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.HypothesisTest;
import assay.Problem;
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
 * Bounds for the average effect of exposure on all, not on compliers only, where not everybody follows the assignment and the
 * outcome is in [a, b].
 *
 * <p>What the never-exposed would have done is not seen, and neither is what the always-exposed would have done without; each is
 * somewhere in [a, b] (Manski, American Economic Review 80, 1990). So
 * <pre>
 * L = E[Y D + a (1 - D) | Z = 1] - E[Y (1 - D) + b D | Z = 0]
 * U = E[Y D + b (1 - D) | Z = 1] - E[Y (1 - D) + a D | Z = 0]
 * </pre>
 * Both are differences in means. For a binary outcome, and where nobody does the opposite of what was assigned, no bounds are
 * sharper: they are those of {@link BalkePearl}. The interval is that of {@link BoundsInference}.
 *
 * <p>The first term is the middle of the bounds, an arbitrary number; what is estimated are the bounds, the terms after it.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if low is not below high.
 *
 * @param low the smallest possible outcome a
 * @param high the largest possible outcome b
 */
public record ComplianceBounds(double low, double high) implements Estimator<Fit> {

    private static final double ALPHA = 0.05;

    public ComplianceBounds {
        Arguments.finite("low", low);
        Arguments.finite("high", high);
        if (!(low < high)) {
            throw new IllegalArgumentException("low must be below high, not " + low + " and " + high);
        }
    }

    /**
     * For an outcome of 0 or 1, or a share.
     *
     * @return with limits 0 and 1
     */
    public static ComplianceBounds standard() {
        return new ComplianceBounds(0, 1);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
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
        limits(rows);
        AdEffects bounds = of(rows);
        Estimate lower = bounds.itt();
        Estimate upper = bounds.exposure();
        BoundsInference inference =
                new BoundsInference(lower.value(), upper.value(), lower.stdError(), upper.stdError());
        String contrast = rows.arms().contrast();
        Estimate middle = new Estimate(
                target(),
                contrast,
                (lower.value() + upper.value()) / 2,
                Math.max(lower.stdError(), upper.stdError()),
                inference);
        HypothesisTest inequality = new InstrumentInequality().estimate(sample, random);
        Map<String, Double> diagnostics = new TreeMap<>(CaceDelta.diagnostics(effects));
        diagnostics.put("lower_bound", lower.value());
        diagnostics.put("upper_bound", upper.value());
        diagnostics.put("instrument_inequality_p", inequality.pValue());
        List<Caution> cautions = new ArrayList<>();
        if (inequality.pValue() < ALPHA) {
            cautions.add(Caution.of(
                    "instrument-inequality",
                    String.format(
                            Locale.ROOT,
                            "Shares of outcome and exposure by arm contradict an assignment that is random, reaches the outcome"
                                    + " through exposure only, and is never defied (p = %.2g); bounds rest on the first two.",
                            inequality.pValue())));
        }
        return new Fit(
                List.of(middle, named(lower, contrast + " lower bound"), named(upper, contrast + " upper bound")),
                Glance.of("compliance-bounds", "Imbens-Manski, HC2", sample, rows.arms(), diagnostics),
                cautions);
    }

    private static Estimate named(Estimate bound, String term) {
        return new Estimate(Estimand.ATE, term, bound.value(), bound.stdError(), bound.inference());
    }

    /** Lower and upper bound as the two columns whose means are compared. */
    private AdEffects of(AdSample rows) {
        double[] y = rows.outcome();
        double[] d = rows.exposure();
        double[] z = rows.arms().indicator();
        double[] lower = new double[y.length];
        double[] upper = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            boolean told = d[i] == z[i];
            boolean assigned = z[i] == 1;
            lower[i] = told ? y[i] : assigned ? low : high;
            upper[i] = told ? y[i] : assigned ? high : low;
        }
        AdEffects bounds = AdEffects.of(PairMoments.of(lower, upper, z, 1), PairMoments.of(lower, upper, z, 0));
        if (!(bounds.wald().numeratorVariance() > 0) || !(bounds.wald().denominatorVariance() > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Column '" + rows.sample().column(Role.OUTCOME).name()
                            + "' does not vary among units whose exposure follows their assignment; a bound has no error.",
                    "Collect more data.");
        }
        return bounds;
    }

    private void limits(AdSample rows) {
        double[] y = rows.outcome();
        for (int i = 0; i < y.length; i++) {
            if (y[i] < low || y[i] > high) {
                throw new EstimationException(
                        Problem.UNSUITABLE_METHOD,
                        "Column '" + rows.sample().column(Role.OUTCOME).name() + "' is " + y[i] + " in row " + (i + 1)
                                + ", outside [" + low + ", " + high
                                + "]; bounds for all rest on the smallest and the largest outcome that is possible.",
                        "Give the limits of the outcome, or use an outcome of 0 and 1.");
            }
        }
    }
}
