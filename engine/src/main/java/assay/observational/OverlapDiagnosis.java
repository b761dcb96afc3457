package assay.observational;

import assay.Caution;
import assay.Estimand;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.LogisticLearner;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How far propensity scores leave the arms comparable, for an estimand. What does harm depends on whom the effect is averaged over: for
 * the treated only scores near 1, for the controls only scores near 0, for the overlap population neither.
 *
 * @param estimand whom the effect is averaged over
 * @param min smallest score
 * @param max largest score
 * @param share share of the rows of the estimand's population whose score is too near to where it has no counterpart
 * @param bound how near is too near
 */
public record OverlapDiagnosis(Estimand estimand, double min, double max, double share, double bound) {

    /** Above this share, an effect is refused. */
    public static final double MOST = 0.10;

    private static final double POOR = 0.5;

    /**
     * Looks at scores.
     *
     * @param estimand the estimand
     * @param scores estimated propensities in (0, 1)
     * @param arm 1 for treated and 0 for control
     * @param bound scores below it or above 1 less it are extreme, in [0, 0.5)
     * @return the diagnosis
     */
    public static OverlapDiagnosis of(Estimand estimand, double[] scores, double[] arm, double bound) {
        double min = 1;
        double max = 0;
        int rows = 0;
        int extreme = 0;
        for (int i = 0; i < scores.length; i++) {
            double e = scores[i];
            min = Math.min(min, e);
            max = Math.max(max, e);
            boolean low = e < bound && estimand != Estimand.ATT && estimand != Estimand.ATO;
            boolean high = e > 1 - bound && estimand != Estimand.ATC && estimand != Estimand.ATO;
            boolean counts = estimand == Estimand.ATT ? arm[i] == 1 : estimand != Estimand.ATC || arm[i] == 0;
            rows += counts ? 1 : 0;
            extreme += counts && (low || high) ? 1 : 0;
        }
        return new OverlapDiagnosis(estimand, min, max, rows == 0 ? 0 : extreme / (double) rows, bound);
    }

    /**
     * Looks at the scores of a logistic regression on a sample's covariates, or at its known propensities.
     *
     * @param estimand the estimand
     * @param sample has an assignment (or treatment) and covariates; an outcome is not read
     * @param random the only source of randomness
     * @return the diagnosis, scores below 0.01 and above 0.99 being extreme
     * @throws EstimationException with {@link Problem#NO_OVERLAP} if the covariates separate the arms
     */
    public static OverlapDiagnosis of(Estimand estimand, Sample sample, RandomGenerator random) {
        sample.require(Set.of(Role.ASSIGNMENT));
        TwoArms arms = TwoArms.of(sample);
        double[] scores = Scores.of(sample, arms, new LogisticLearner(), random).values;
        return of(estimand, scores, arms.indicator(), Matching.EXTREME);
    }

    /**
     * Refuses an effect on units that have no counterpart.
     *
     * @throws EstimationException with {@link Problem#NO_OVERLAP} if the share of extreme scores is above {@value #MOST}
     */
    public void refuse() {
        if (share > MOST) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the propensities of %s are %s (smallest %.3g, largest %.3g): the covariates nearly"
                                    + " determine the treatment, and such rows have no counterpart.",
                            100 * share,
                            population(),
                            range(),
                            min,
                            max),
                    "Restrict the data to where both arms occur, estimate the effect in the overlap population"
                            + " (overlap-weights), or leave out covariates that only predict treatment.");
        }
    }

    private String population() {
        return switch (estimand) {
            case ATT -> "the treated";
            case ATC -> "the controls";
            default -> "all rows";
        };
    }

    private String range() {
        return switch (estimand) {
            case ATT -> "above " + (1 - bound);
            case ATC -> "below " + bound;
            default -> String.format(Locale.ROOT, "outside [%s, %s]", bound, 1 - bound);
        };
    }

    /** Puts what was seen among diagnostics, with a caution where weights leave few effective rows. */
    void report(BalancingWeights weights, Map<String, Double> diagnostics, List<Caution> cautions) {
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        diagnostics.put("share_extreme", share);
        sizes(weights, diagnostics, cautions);
    }

    /** The effective sizes alone. */
    static void sizes(BalancingWeights weights, Map<String, Double> diagnostics, List<Caution> cautions) {
        double treated = weights.effectiveSize(1);
        double control = weights.effectiveSize(0);
        diagnostics.put("ess_treated", treated);
        diagnostics.put("ess_control", control);
        int few = (int) Math.round(Math.min(treated / rows(weights, 1), control / rows(weights, 0)) * 100);
        if (few < 100 * POOR) {
            cautions.add(Caution.of(
                    "poor-overlap",
                    String.format(
                            Locale.ROOT,
                            "Weighted, the treated arm is worth %.0f of its %d rows and the control arm %.0f of its %d.",
                            treated,
                            rows(weights, 1),
                            control,
                            rows(weights, 0))));
        }
    }

    private static int rows(BalancingWeights weights, int treated) {
        int count = 0;
        for (double a : weights.arm()) {
            count += a == treated ? 1 : 0;
        }
        return count;
    }
}
