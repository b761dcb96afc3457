package assay.quasi.synthetic;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/**
 * The jackknife over units with fixed weights: {@code V = (n - 1) / n sum_i (tau_(-i) - mean)^2}. Welch's degrees of freedom: the
 * part of the treated has one less than there are of them, the part of the controls one less than their effective number.
 *
 * @param stdError root of V
 * @param degreesOfFreedom of the reference distribution
 */
record LeaveOneOut(double stdError, double degreesOfFreedom) {

    static LeaveOneOut of(Synthesis synthesis) {
        AdoptionPanel panel = synthesis.panel();
        int[] controls = panel.controls();
        int cohorts = synthesis.cohorts().size();
        double[] treatedMean = new double[cohorts];
        double[] controlMean = new double[cohorts];
        double[][] own = new double[cohorts][];
        for (int c = 0; c < cohorts; c++) {
            SyntheticCohort cohort = synthesis.cohorts().get(c);
            own[c] = changes(panel.outcome(), cohort);
            for (int unit : cohort.units()) {
                treatedMean[c] += own[c][unit] / cohort.units().length;
            }
            for (int j = 0; j < controls.length; j++) {
                controlMean[c] += cohort.weights().omega()[j] * own[c][controls[j]];
            }
        }
        double[] effects = new double[panel.outcome().length];
        for (int j = 0; j < controls.length; j++) {
            double sum = 0;
            for (int c = 0; c < cohorts; c++) {
                SyntheticCohort cohort = synthesis.cohorts().get(c);
                double weight = cohort.weights().omega()[j];
                requireOthers(weight, panel, controls[j]);
                double rest = (controlMean[c] - weight * own[c][controls[j]]) / (1 - weight);
                sum += cohort.treatedRows() * (treatedMean[c] - rest);
            }
            effects[controls[j]] = sum / panel.treatedRows();
        }
        for (int c = 0; c < cohorts; c++) {
            for (int unit : synthesis.cohorts().get(c).units()) {
                effects[unit] = without(synthesis, c, unit, own, treatedMean, controlMean);
            }
        }
        return spread(effects, panel, synthesis.unitWeights());
    }

    /** The effect without a treated unit; the cohort goes with its last unit. */
    private static double without(
            Synthesis synthesis, int from, int unit, double[][] own, double[] treatedMean, double[] controlMean) {
        double sum = 0;
        double rows = 0;
        for (int c = 0; c < own.length; c++) {
            SyntheticCohort cohort = synthesis.cohorts().get(c);
            int units = cohort.units().length;
            double mean = treatedMean[c];
            if (c == from) {
                if (units == 1) {
                    continue;
                }
                mean = (units * mean - own[c][unit]) / (units - 1);
            }
            double count = cohort.treatedRows() * (c == from ? (units - 1.0) / units : 1);
            sum += count * (mean - controlMean[c]);
            rows += count;
        }
        return sum / rows;
    }

    /** What each unit's outcomes contribute by the time weights of a cohort. */
    private static double[] changes(double[][] y, SyntheticCohort cohort) {
        double[] lambda = cohort.weights().lambda();
        double[] changes = new double[y.length];
        for (int i = 0; i < y.length; i++) {
            for (int t = 0; t < y[i].length; t++) {
                changes[i] += t < cohort.start() ? -lambda[t] * y[i][t] : y[i][t] / (y[i].length - cohort.start());
            }
        }
        return changes;
    }

    private static void requireOthers(double weight, AdoptionPanel panel, int unit) {
        if (weight > 1 - 1e-9) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "All weight is on one control ('" + panel.units().get(unit)
                            + "'): the jackknife cannot leave it out.",
                    "Take the placebo method (--se placebo), or synthetic differences in differences, which spread weights.");
        }
    }

    private static LeaveOneOut spread(double[] effects, AdoptionPanel panel, double[] weights) {
        int n = effects.length;
        double mean = Arrays.stream(effects).sum() / n;
        int[] start = panel.start();
        double ofTreated = 0;
        double ofControls = 0;
        for (int i = 0; i < n; i++) {
            double square = (effects[i] - mean) * (effects[i] - mean) * (n - 1) / n;
            if (start[i] < panel.periods().size()) {
                ofTreated += square;
            } else {
                ofControls += square;
            }
        }
        double squares = Arrays.stream(weights).map(w -> w * w).sum();
        double treated = panel.treated().length - 1.0;
        double controls = Math.max(1, 1 / squares - 1);
        double variance = ofTreated + ofControls;
        double df = variance * variance / (ofTreated * ofTreated / treated + ofControls * ofControls / controls);
        return new LeaveOneOut(Math.sqrt(variance), df);
    }
}
