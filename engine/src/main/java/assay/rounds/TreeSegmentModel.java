package assay.rounds;

import assay.EstimationException;
import assay.Problem;
import assay.nuisance.LinearLearner;
import assay.nuisance.Predictor;
import assay.policy.ActionScores;
import assay.policy.PolicyTreeLearner;
import assay.policy.TreePolicy;
import assay.policy.TreeSearch;
import assay.random.Philox;
import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * Segments are the leaves of the policy tree that collects most of the doubly robust scores of the rows of discovery,
 * {@code mu_k(x) + 1{A = k} (Y - mu_k(x)) / p_k}, with the recorded propensities and for each arm a linear regression that was fitted
 * on the other half of the rows (every second row is one half). A part of the visitors to whom the same arm is best is one
 * segment, whatever the size of the effect: segments are made for deciding. Nothing is read off these scores but the tree.
 *
 * @param search which trees are searched
 */
public record TreeSegmentModel(TreeSearch search) implements SegmentModel {

    private static final int FOLDS = 2;

    /** Rows for each coefficient that a regression needs; with fewer, the mean of the arm stands in. */
    private static final int ROWS_EACH = 5;

    /**
     * Cuts between at most 64 bins of each covariate.
     *
     * @return the model
     */
    public static TreeSegmentModel standard() {
        return new TreeSegmentModel(TreeSearch.binned());
    }

    @Override
    public String name() {
        return "policy-tree";
    }

    @Override
    public Segmentation discover(CampaignDesign design, RoundLog log) {
        int least = Math.max(1, (int) FastMath.ceil(design.segments().leastShare() * log.size()));
        ActionScores scores = new ActionScores(design.arms(), scores(design, log));
        return new TreeSegments(new PolicyTreeLearner(design.segments().depth(), least, search)
                .learn(design.covariates(), log.covariates(), scores));
    }

    @Override
    public Segmentation read(CampaignDesign design, String json) {
        TreePolicy policy = TreePolicy.read(json);
        if (!policy.features().equals(design.covariates()) || !policy.actions().equals(design.arms())) {
            throw new IllegalArgumentException("the segments are of covariates " + policy.features() + " and arms "
                    + policy.actions() + ", the design of " + design.covariates() + " and " + design.arms());
        }
        return new TreeSegments(policy);
    }

    /** Doubly robust scores, row by row. */
    static double[] scores(CampaignDesign design, RoundLog log) {
        int arms = design.armCount();
        int n = log.size();
        double[] scores = new double[n * arms];
        double[] outcome = new double[n];
        for (int i = 0; i < n; i++) {
            outcome[i] = log.outcome(i);
        }
        double[] predicted = new double[n];
        for (int k = 0; k < arms; k++) {
            for (int fold = 0; fold < FOLDS; fold++) {
                predict(log, outcome, k, fold, predicted);
            }
            for (int i = 0; i < n; i++) {
                double residual = log.arm(i) == k ? (outcome[i] - predicted[i]) / log.propensity(i, k) : 0;
                scores[i * arms + k] = predicted[i] + residual;
            }
        }
        return scores;
    }

    private static void predict(RoundLog log, double[] outcome, int arm, int fold, double[] out) {
        int n = log.size();
        int[] train = new int[n];
        int[] test = new int[n];
        int trained = 0;
        int tested = 0;
        double sum = 0;
        for (int i = 0; i < n; i++) {
            if (i % FOLDS == fold) {
                test[tested++] = i;
            } else if (log.arm(i) == arm) {
                train[trained++] = i;
                sum += outcome[i];
            }
        }
        if (trained == 0) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "In half of the rows of discovery nobody got arm " + arm + ", so that segments cannot be found.",
                    "Plan a larger first round, or a higher floor of the explore cell.");
        }
        int[] rows = Arrays.copyOf(test, tested);
        if (trained < ROWS_EACH * (log.covariates().length + 1)) {
            for (int i : rows) {
                out[i] = sum / trained;
            }
            return;
        }
        Predictor fit =
                new LinearLearner().fit(log.covariates(), outcome, Arrays.copyOf(train, trained), new Philox(0, 0, 0));
        fit.predict(log.covariates(), rows, out);
    }
}
