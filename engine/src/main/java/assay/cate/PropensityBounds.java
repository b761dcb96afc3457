package assay.cate;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import assay.nuisance.Learner;
import assay.nuisance.Task;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far the arms are comparable, and the bounds that estimated propensities are held to. */
final class PropensityBounds {

    private static final double MAX_SHARE = 0.10;
    private static final double POOR = 0.5;

    private final double clip;
    private double min = 1;
    private double max;
    private double share;
    private double treatedRatio;
    private double controlRatio;

    /** Bounds [clip, 1 - clip] for estimated propensities; known ones are never held. */
    PropensityBounds(double clip, LearnerData data) {
        this.clip = data.known == null ? clip : 0;
    }

    static void check(Learner propensity, double clip, int folds) {
        if (propensity.task() != Task.PROBABILITY) {
            throw new IllegalArgumentException("the propensity learner must learn a probability: " + propensity);
        }
        if (!(clip >= 0 && clip < 0.5)) {
            throw new IllegalArgumentException("clip must be in [0, 0.5), not " + clip);
        }
        if (folds < NestedFolds.LEAST) {
            throw new IllegalArgumentException("folds must be at least " + NestedFolds.LEAST
                    + ", since two at a time are set aside, not " + folds);
        }
    }

    /** Takes down how far propensities spread. */
    void read(double[] propensity, double[] arm) {
        int outside = 0;
        double[] sum = new double[2];
        double[] squares = new double[2];
        int[] rows = new int[2];
        for (int i = 0; i < propensity.length; i++) {
            double e = propensity[i];
            min = Math.min(min, e);
            max = Math.max(max, e);
            outside += e < clip || e > 1 - clip ? 1 : 0;
            double held = Math.min(Math.max(e, clip), 1 - clip);
            int a = arm[i] > 0.5 ? 1 : 0;
            double w = a == 1 ? 1 / held : 1 / (1 - held);
            sum[a] += w;
            squares[a] += w * w;
            rows[a]++;
        }
        share = outside / (double) propensity.length;
        if (share > MAX_SHARE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the estimated propensities are outside [%s, %s] (smallest %.3g, largest %.3g): the"
                                    + " covariates nearly determine the treatment, and the effect on such rows cannot be"
                                    + " learned from any others like them.",
                            100 * share,
                            clip,
                            1 - clip,
                            min,
                            max),
                    "Restrict the data to where both arms occur, or leave out covariates that only predict treatment.");
        }
        treatedRatio = sum[1] * sum[1] / squares[1] / rows[1];
        controlRatio = sum[0] * sum[0] / squares[0] / rows[0];
    }

    /** Holds propensities within the bounds, in place. */
    void hold(double[] propensity) {
        for (int i = 0; i < propensity.length; i++) {
            propensity[i] = Math.min(Math.max(propensity[i], clip), 1 - clip);
        }
    }

    /** Holds the propensities of some rows within the bounds, in place. */
    void hold(int[] rows, double[] propensity) {
        for (int row : rows) {
            propensity[row] = Math.min(Math.max(propensity[row], clip), 1 - clip);
        }
    }

    void report(Map<String, Double> diagnostics, List<Caution> cautions) {
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        diagnostics.put("share_clipped", share);
        if (share > 0) {
            cautions.add(Caution.of(
                    "propensity-clipped",
                    String.format(
                            Locale.ROOT,
                            "%.2f%% of the propensities were held to [%s, %s], which trades variance for bias.",
                            100 * share,
                            clip,
                            1 - clip)));
        }
        if (Math.min(treatedRatio, controlRatio) < POOR) {
            cautions.add(Caution.of(
                    "poor-overlap",
                    String.format(
                            Locale.ROOT,
                            "Propensities run from %.3g to %.3g; weighted by them, the treated arm is worth %.0f%% of its"
                                    + " rows and the control arm %.0f%%.",
                            min,
                            max,
                            100 * treatedRatio,
                            100 * controlRatio)));
        }
    }
}
