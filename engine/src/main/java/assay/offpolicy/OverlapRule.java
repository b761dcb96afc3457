package assay.offpolicy;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * When a log cannot speak for a target policy, and when it speaks with a caution.
 *
 * <p>The constructor throws {@link IllegalArgumentException} unless {@code 0 <= leastSize <= fewRows}, both finite.
 *
 * @param leastSize effective sample size below which weighted scores are refused
 * @param fewRows effective sample size below which they come with a caution
 */
public record OverlapRule(double leastSize, double fewRows) {

    private static final double IMPROBABLE = 0.001;
    private static final double HEAVY = 0.1;
    private static final double NONE = 1e-9;

    public OverlapRule {
        if (!(leastSize >= 0 && leastSize <= fewRows && fewRows < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "effective sizes must be 0 or more, the one of refusal not above that of caution," + " not "
                            + leastSize + " and " + fewRows);
        }
    }

    /**
     * The usual rule.
     *
     * @return refusal below 30 effective rows, a caution below 200
     */
    public static OverlapRule standard() {
        return new OverlapRule(30, 200);
    }

    /**
     * Refuses a question that the log cannot answer by a score.
     *
     * @param overlap the diagnosis
     * @param score the score
     * @param actions names of the actions
     * @throws EstimationException {@link Problem#NO_OVERLAP} if a weighted score is asked for actions that were never logged, anywhere or in
     *     a cell, or of too few effective rows
     */
    public void check(OverlapDiagnosis overlap, OffPolicyScore score, List<String> actions) {
        if (score.basis() == OffPolicyScore.Basis.MODEL) {
            return;
        }
        if (overlap.unloggedShare() > NONE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "The target puts " + percent(overlap.unloggedShare())
                            + " of its probability on actions that no row logged, such as '"
                            + actions.get(overlap.firstUnlogged())
                            + "': no weight can stand in for rewards that were never seen.",
                    "Take these actions out of the target, or log some of each first.");
        }
        if (overlap.unloggedCellShare() > NONE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    "The target puts " + percent(overlap.unloggedCellShare())
                            + " of its probability on actions that were not logged in the"
                            + " stratum of the row (" + overlap.cells()
                            + " strata): no weight can stand in for rewards that were never seen"
                            + " there.",
                    "Take these actions out of the target in those strata, or join strata that are alike.");
        }
        if (!(overlap.largestWeight() > 0)) {
            throw noMatch();
        }
        if (overlap.effectiveSize() < leastSize) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "The weights leave an effective sample of %.1f of %d rows, below the %s that an interval needs: a few rows"
                                    + " would decide the value.",
                            overlap.effectiveSize(),
                            overlap.rows(),
                            shortest(leastSize)),
                    "Evaluate a target nearer to the logging policy (a mixture with it), or log with more exploration.");
        }
    }

    /** That no row holds what the target would have done. */
    static EstimationException noMatch() {
        return new EstimationException(
                Problem.NO_OVERLAP,
                "The target would have taken the logged action in no row: nothing in the log tells what it brings.",
                "Log actions that the target takes, with a known probability.");
    }

    /**
     * What to be careful about.
     *
     * @param overlap the diagnosis
     * @param score the score
     * @return cautions, empty where there is no reason
     */
    public List<Caution> cautions(OverlapDiagnosis overlap, OffPolicyScore score) {
        List<Caution> cautions = new ArrayList<>();
        if (score.basis() == OffPolicyScore.Basis.MODEL) {
            cautions.add(
                    Caution.of(
                            "model-only-value",
                            "The value is what the reward model expects; its interval leaves out that the model may be wrong."));
            if (overlap.unloggedCellShare() > NONE) {
                cautions.add(Caution.of(
                        "unlogged-actions",
                        percent(overlap.unloggedCellShare())
                                + " of the target's probability is on actions that were never logged there; the model guesses what they"
                                + " bring."));
            }
            return cautions;
        }
        if (!score.centred()) {
            cautions.add(
                    Caution.of(
                            "biased-weights",
                            "Weights are cut or shrunk: the estimate is biased by an amount that its interval does not tell of."));
        }
        if (overlap.effectiveSize() < fewRows) {
            cautions.add(Caution.of(
                    "low-effective-sample-size",
                    String.format(
                            Locale.ROOT,
                            "The weights leave an effective sample of %.0f of %d rows; normal intervals hold less often than they say.",
                            overlap.effectiveSize(),
                            overlap.rows())));
        }
        if (overlap.largestShare() > HEAVY) {
            cautions.add(Caution.of(
                    "heavy-weight",
                    String.format(
                            Locale.ROOT,
                            "One row carries %s of all weight, with a weight of %.1f.",
                            percent(overlap.largestShare()),
                            overlap.largestWeight())));
        }
        if (overlap.meanWeightP() < IMPROBABLE) {
            cautions.add(Caution.of(
                    "mean-weight",
                    String.format(
                            Locale.ROOT,
                            "Weights average to %.3f where 1 is expected (p = %.2g): propensities may be wrong, or not those of the policy"
                                    + " that logged.",
                            overlap.meanWeight(),
                            overlap.meanWeightP())));
        }
        return cautions;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, share < 0.01 ? "%.2g %%" : "%.1f %%", 100 * share);
    }

    private static String shortest(double value) {
        return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
    }
}
