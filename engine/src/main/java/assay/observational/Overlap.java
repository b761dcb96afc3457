package assay.observational;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How far the arms are comparable, over the repetitions of an estimate. */
final class Overlap {

    private static final double MAX_SHARE = 0.10;
    private static final double POOR = 0.5;

    private final double clip;
    private double min = 1;
    private double max;
    private double share;
    private double treatedRatio;
    private double controlRatio;
    private int repetitions;

    Overlap(double clip) {
        this.clip = clip;
    }

    /** Holds propensities to [clip, 1 - clip] in place, and keeps count. */
    void hold(double[] propensity, double[] arm) {
        int clipped = 0;
        double[] sum = new double[2];
        double[] squares = new double[2];
        int[] rows = new int[2];
        for (int i = 0; i < propensity.length; i++) {
            double e = propensity[i];
            min = Math.min(min, e);
            max = Math.max(max, e);
            if (e < clip || e > 1 - clip) {
                clipped++;
                e = Math.min(Math.max(e, clip), 1 - clip);
                propensity[i] = e;
            }
            int a = arm[i] > 0.5 ? 1 : 0;
            double w = a == 1 ? 1 / e : 1 / (1 - e);
            sum[a] += w;
            squares[a] += w * w;
            rows[a]++;
        }
        double here = clipped / (double) propensity.length;
        if (here > MAX_SHARE) {
            throw new EstimationException(
                    Problem.NO_OVERLAP,
                    String.format(
                            Locale.ROOT,
                            "%.1f%% of the estimated propensities are outside [%s, %s] (smallest %.3g, largest %.3g): the"
                                    + " covariates nearly determine the treatment, and such rows have no counterpart.",
                            100 * here,
                            clip,
                            1 - clip,
                            min,
                            max),
                    "Restrict the data to where both arms occur, or leave out covariates that only predict treatment.");
        }
        repetitions++;
        share += (here - share) / repetitions;
        treatedRatio += (sum[1] * sum[1] / squares[1] / rows[1] - treatedRatio) / repetitions;
        controlRatio += (sum[0] * sum[0] / squares[0] / rows[0] - controlRatio) / repetitions;
    }

    void report(Map<String, Double> diagnostics, List<Caution> cautions) {
        diagnostics.put("min_propensity", min);
        diagnostics.put("max_propensity", max);
        diagnostics.put("share_clipped", share);
        diagnostics.put("ess_ratio_treated", treatedRatio);
        diagnostics.put("ess_ratio_control", controlRatio);
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
