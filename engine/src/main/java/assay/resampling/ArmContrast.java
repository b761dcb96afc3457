package assay.resampling;

import assay.EstimationException;
import assay.Problem;

/**
 * The difference in means between arms within strata, weighted by the units of strata, as a function of the assignment and of
 * a constant effect.
 */
final class ArmContrast {

    private final AssignmentMechanism mechanism;
    /** Unit means less the estimated effect on the treated, about 0 within each stratum. */
    private final double[] residual;

    private final double[] arm;
    private final double estimate;
    private final boolean studentised;
    private final double squaredError;
    /** Difference at the estimate and its slope, squared error at the estimate, its slope and its curvature. */
    private final double[] parts = new double[5];

    ArmContrast(AssignmentMechanism mechanism, double[] outcome) {
        this.mechanism = mechanism;
        this.arm = mechanism.observed();
        double[] means = new double[mechanism.units()];
        for (int i = 0; i < outcome.length; i++) {
            means[mechanism.unitOfRow()[i]] +=
                    outcome[i] / mechanism.rows()[mechanism.unitOfRow()[i]];
        }
        boolean pairs = true;
        double sum = 0;
        for (int s = 0; s < mechanism.strata().length; s++) {
            int[] units = mechanism.strata()[s];
            int treated = mechanism.treated()[s];
            int control = units.length - treated;
            if (treated == 0 || control == 0) {
                throw new EstimationException(
                        Problem.ONE_LEVEL,
                        "A stratum has units of one arm only; nothing can be compared within it.",
                        "Leave such strata out, or merge them.");
            }
            pairs &= treated > 1 && control > 1;
            double[] arms = new double[2];
            for (int u : units) {
                arms[(int) arm[u]] += means[u];
            }
            sum += units.length * (arms[1] / treated - arms[0] / control);
        }
        this.estimate = sum / mechanism.units();
        this.studentised = pairs;
        for (int[] units : mechanism.strata()) {
            double mean = 0;
            for (int u : units) {
                means[u] -= estimate * arm[u];
                mean += means[u] / units.length;
            }
            for (int u : units) {
                means[u] -= mean;
            }
        }
        this.residual = means;
        measure(arm);
        this.squaredError = studentised ? parts[2] : 1;
    }

    /** Whether nothing varies that an assignment could move. */
    boolean constant() {
        double most = 0;
        for (double e : residual) {
            most = Math.max(most, Math.abs(e));
        }
        return !(most > 1e-13 * Math.abs(estimate)) || !(squaredError > 0);
    }

    double estimate() {
        return estimate;
    }

    boolean studentised() {
        return studentised;
    }

    double squaredError() {
        return squaredError;
    }

    /** Adds the statistic of an assignment. */
    void add(double[] assigned, Redrawn redrawn) {
        measure(assigned);
        if (studentised) {
            redrawn.add(parts[0], parts[1], parts[2], parts[3], parts[4]);
        } else {
            redrawn.add(parts[0], parts[1], 1, 0, 0);
        }
    }

    private void measure(double[] assigned) {
        java.util.Arrays.fill(parts, 0);
        double total = mechanism.units();
        for (int s = 0; s < mechanism.strata().length; s++) {
            int[] units = mechanism.strata()[s];
            double n1 = mechanism.treated()[s];
            double n0 = units.length - n1;
            double e1 = 0;
            double ee1 = 0;
            double t1 = 0;
            double et1 = 0;
            double ee0 = 0;
            double et0 = 0;
            for (int u : units) {
                double e = residual[u];
                if (assigned[u] == 1) {
                    e1 += e;
                    ee1 += e * e;
                    t1 += arm[u];
                    et1 += e * arm[u];
                } else {
                    ee0 += e * e;
                    et0 += e * arm[u];
                }
            }
            // Residuals of a stratum add up to 0, and its treated are as many in every assignment.
            double e0 = -e1;
            double t0 = n1 - t1;
            double weight = units.length / total;
            parts[0] += weight * (e1 / n1 - e0 / n0);
            parts[1] += weight * (t1 / n1 - t0 / n0);
            if (studentised) {
                double square = weight * weight;
                double c1 = square / (n1 * (n1 - 1));
                double c0 = square / (n0 * (n0 - 1));
                parts[2] += c1 * (ee1 - e1 * e1 / n1) + c0 * (ee0 - e0 * e0 / n0);
                parts[3] += 2 * (c1 * (et1 - e1 * t1 / n1) + c0 * (et0 - e0 * t0 / n0));
                parts[4] += c1 * (t1 - t1 * t1 / n1) + c0 * (t0 - t0 * t0 / n0);
            }
        }
    }

    /** The influence of each row; a unit's is shared out over its rows. */
    double[] influence() {
        double[] byUnit = new double[residual.length];
        for (int s = 0; s < mechanism.strata().length; s++) {
            int[] units = mechanism.strata()[s];
            double[] sums = new double[2];
            double[] counts = {units.length - mechanism.treated()[s], mechanism.treated()[s]};
            for (int u : units) {
                sums[(int) arm[u]] += residual[u];
            }
            for (int u : units) {
                int a = (int) arm[u];
                double sign = a == 1 ? 1 : -1;
                byUnit[u] = sign * (residual[u] - sums[a] / counts[a]) * units.length / counts[a];
            }
        }
        double[] rows = new double[mechanism.unitOfRow().length];
        double share = rows.length / (double) residual.length;
        for (int i = 0; i < rows.length; i++) {
            int unit = mechanism.unitOfRow()[i];
            rows[i] = byUnit[unit] * share / mechanism.rows()[unit];
        }
        return rows;
    }
}
