package assay.policy;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import assay.Sample;
import assay.nuisance.Learner;
import assay.nuisance.Predictor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * Cross-fitted doubly robust scores of each action in a sample,
 * {@code m_a(x) + 1(W = a) (y - m_a(x)) / e_a(x)}, whose mean given the covariates is the expected outcome under action a (Robins,
 * Rotnitzky and Zhao, J. Amer. Statist. Assoc. 89, 1994; for policies: Zhou, Athey and Wager, 2023, doi:10.1287/opre.2022.2271).
 *
 * <p>Propensities are those of the role {@link assay.Role#PROPENSITY}, never clipped: one column, the probability of the second of two
 * arms; or one for each arm, in their order. Otherwise they are learned, each arm against all others, and made to sum to 1. Clusters
 * are dealt to folds whole. Arrays are shared and must not be written to.
 */
public final class MultiArmScores {

    private static final double MOST_OUTSIDE = 0.10;

    private final ActionScores scores;
    private final int[] arm;
    private final double[] propensities;
    private final double[] means;
    private final double leastPropensity;
    private final double share;
    private final double clip;

    private MultiArmScores(
            ActionScores scores, int[] arm, double[] propensities, double[] means, double share, double clip) {
        this.scores = scores;
        this.arm = arm;
        this.propensities = propensities;
        this.means = means;
        this.share = share;
        this.clip = clip;
        double least = 1;
        for (double e : propensities) {
            least = Math.min(least, e);
        }
        this.leastPropensity = least;
    }

    /**
     * Learns the scores of a sample.
     *
     * @param learner how
     * @param sample outcome, assignment and covariates, and propensities and clusters where there are some
     * @param random the only source of randomness
     * @return the scores
     * @throws EstimationException if a role is missing, an arm has too few rows for the folds, a known propensity is outside
     *     (0, 1), those of a row do not sum to 1, or more than a tenth of the estimated ones of an arm are below the clip
     */
    public static MultiArmScores learn(ScoreLearner learner, Sample sample, RandomGenerator random) {
        ArmData data = ArmData.of(sample);
        return learn(learner, data, data.all(), random);
    }

    /**
     * The arms of a sample, which are the actions.
     *
     * @param sample the sample
     * @return their names by index: numbers in their order, levels in theirs
     * @throws EstimationException if there are fewer than two, or more than 50
     */
    public static List<String> actions(Sample sample) {
        return ArmLevels.of(sample).names();
    }

    /** The scores of some rows, from these rows alone. */
    static MultiArmScores learn(ScoreLearner learner, ArmData data, int[] rows, RandomGenerator random) {
        int k = data.actions.size();
        int[] fold = Deal.of(data, rows, learner.folds(), random);
        double[][] outcome = new double[k][data.size];
        double[][] propensity = data.known != null ? data.known : new double[k][data.size];
        for (int f = 0; f < learner.folds(); f++) {
            int[] inside = Deal.rows(rows, fold, f, true);
            int[] outside = Deal.rows(rows, fold, f, false);
            for (int a = 0; a < k; a++) {
                int[] own = inArm(data, outside, a, learner.folds());
                learner.outcome()
                        .fit(data.columns, data.outcome, own, random)
                        .predict(data.columns, inside, outcome[a]);
            }
            if (data.known == null) {
                propensities(learner.propensity(), data, outside, inside, propensity, random);
            }
        }
        double share = data.known != null ? 0 : hold(data, rows, propensity, learner.clip());
        return scores(data, rows, outcome, propensity, share, data.known != null ? 0 : learner.clip());
    }

    private static int[] inArm(ArmData data, int[] rows, int a, int folds) {
        int[] own = new int[rows.length];
        int count = 0;
        for (int row : rows) {
            if (data.arm[row] == a) {
                own[count++] = row;
            }
        }
        if (count < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "With " + folds + " folds, " + count + " rows of action '" + data.actions.get(a)
                            + "' are left to learn its outcome from.",
                    "Use fewer folds, collect more rows of that arm, or leave the action out.");
        }
        return Arrays.copyOf(own, count);
    }

    private static void propensities(
            Learner learner, ArmData data, int[] from, int[] to, double[][] out, RandomGenerator random) {
        int k = data.actions.size();
        for (int a = k == 2 ? 1 : 0; a < k; a++) {
            double[] is = new double[data.size];
            for (int row : from) {
                is[row] = data.arm[row] == a ? 1 : 0;
            }
            Predictor predictor = learner.fit(data.columns, is, from, random);
            predictor.predict(data.columns, to, out[a]);
        }
        for (int row : to) {
            if (k == 2) {
                out[0][row] = 1 - out[1][row];
                continue;
            }
            double sum = 0;
            for (int a = 0; a < k; a++) {
                sum += out[a][row];
            }
            for (int a = 0; a < k; a++) {
                out[a][row] /= sum;
            }
        }
    }

    /** Raises propensities to the clip; returns the share of rows where one was. */
    private static double hold(ArmData data, int[] rows, double[][] propensity, double clip) {
        int held = 0;
        boolean[] changed = new boolean[data.size];
        for (int a = 0; a < propensity.length; a++) {
            int outside = 0;
            double least = 1;
            for (int row : rows) {
                least = Math.min(least, propensity[a][row]);
                if (!(propensity[a][row] >= clip)) {
                    outside++;
                    held += changed[row] ? 0 : 1;
                    changed[row] = true;
                    propensity[a][row] = clip;
                }
            }
            if (outside > MOST_OUTSIDE * rows.length || !(least > 0 || clip > 0)) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        String.format(
                                Locale.ROOT,
                                "%.1f%% of the estimated probabilities of action '%s' are below %s (smallest %.3g): the"
                                        + " covariates nearly rule it out, and what it would bring such units cannot be"
                                        + " learned from any others like them.",
                                100.0 * outside / rows.length,
                                data.actions.get(a),
                                clip,
                                least),
                        "Restrict the data to units that could have been in each arm, or leave the action out.");
            }
        }
        return held / (double) rows.length;
    }

    private static MultiArmScores scores(
            ArmData data, int[] rows, double[][] outcome, double[][] propensity, double share, double clip) {
        int k = data.actions.size();
        double[] scores = new double[rows.length * k];
        double[] e = new double[scores.length];
        double[] m = new double[scores.length];
        int[] arm = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int row = rows[i];
            arm[i] = data.arm[row];
            for (int a = 0; a < k; a++) {
                double mean = outcome[a][row];
                double p = propensity[a][row];
                e[i * k + a] = p;
                m[i * k + a] = mean;
                scores[i * k + a] = arm[i] == a ? mean + (data.outcome[row] - mean) / p : mean;
            }
        }
        return new MultiArmScores(new ActionScores(data.actions, scores), arm, e, m, share, clip);
    }

    /**
     * The scores.
     *
     * @return one for each row and action
     */
    public ActionScores scores() {
        return scores;
    }

    /**
     * The arm that each row was in.
     *
     * @return the shared array of indices of actions
     */
    public int[] arm() {
        return arm;
    }

    /**
     * The probability of each action.
     *
     * @return the shared array, {@code propensities[row * K + action]}
     */
    public double[] propensities() {
        return propensities;
    }

    /**
     * The expected outcome under each action, learned without the row.
     *
     * @return the shared array, {@code means[row * K + action]}
     */
    public double[] means() {
        return means;
    }

    /**
     * The least probability of an action.
     *
     * @return in (0, 1)
     */
    public double leastPropensity() {
        return leastPropensity;
    }

    /**
     * Reasons for care.
     *
     * @return empty when there are none
     */
    public List<Caution> cautions() {
        List<Caution> cautions = new ArrayList<>();
        if (share > 0) {
            cautions.add(Caution.of(
                    "propensity-clipped",
                    String.format(
                            Locale.ROOT,
                            "In %.2f%% of the rows the probability of an action was raised to %s, which trades variance for"
                                    + " bias.",
                            100 * share,
                            clip)));
        }
        return cautions;
    }
}
