package assay.transport;

import assay.Caution;
import assay.EstimationException;
import assay.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What is left of an arm once its rows are weighted.
 *
 * @param arm name of the arm
 * @param rows rows of the arm
 * @param size Kish's effective number of rows, {@code (sum w)^2 / sum w^2}
 * @param largest the largest share of the weight that one row has
 */
record Effective(String arm, int rows, double size, double largest) {

    /** With fewer effective rows an effect is refused. */
    static final double FEWEST = 10;

    private static final double POOR = 0.5;

    static Effective of(String arm, double[] weights, int[] rows) {
        double sum = 0;
        double squares = 0;
        double most = 0;
        for (int row : rows) {
            sum += weights[row];
            squares += weights[row] * weights[row];
            most = Math.max(most, weights[row]);
        }
        return new Effective(arm, rows.length, sum * sum / squares, most / sum);
    }

    static List<Effective> of(Populations populations, double[] weights) {
        return List.of(
                of(populations.arms.controlLabel(), weights, populations.arm(0)),
                of(populations.arms.treatedLabel(), weights, populations.arm(1)));
    }

    /** Refuses an effect that a handful of rows decides, and tells of one that few do. */
    static void report(List<Effective> arms, Map<String, Double> diagnostics, List<Caution> cautions) {
        Effective control = arms.get(0);
        Effective treated = arms.get(1);
        diagnostics.put("ess_control", control.size);
        diagnostics.put("ess_treated", treated.size);
        diagnostics.put("max_weight_share", Math.max(control.largest, treated.largest));
        for (Effective one : arms) {
            if (one.size < FEWEST) {
                throw new EstimationException(
                        Problem.NO_OVERLAP,
                        String.format(
                                Locale.ROOT,
                                "Weighted to the target, the %d rows of arm '%s' are worth %.1f, and one of them has %.0f%% of"
                                        + " the weight: the target is made of units that the experiment hardly has.",
                                one.rows,
                                one.arm,
                                one.size,
                                100 * one.largest),
                        "Restrict the target to units like those of the experiment, or leave out covariates that do not"
                                + " change the effect.");
            }
        }
        if (Math.min(treated.size / treated.rows, control.size / control.rows) < POOR) {
            cautions.add(Caution.of(
                    "transport-overlap",
                    String.format(
                            Locale.ROOT,
                            "Weighted to the target, the treated arm is worth %.0f of its %d rows and the control arm %.0f of"
                                    + " its %d; one row has up to %.1f%% of the weight of its arm.",
                            treated.size,
                            treated.rows,
                            control.size,
                            control.rows,
                            100 * Math.max(control.largest, treated.largest))));
        }
    }
}
