package assay.observational;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Regression imputation: a linear regression in each arm predicts what the units of the target population would do there, and the
 * predictions' means are compared.
 *
 * <p>Identified when the covariates hold every common cause of treatment and outcome, and consistent when the outcome is linear in them
 * in either arm. Where the arms do not overlap it extrapolates and does not say so. The standard error is that of the influence values:
 * what each row's residual adds to its arm's prediction, and what a row of the population adds to the mean of the effects; its
 * divisor is n - 1.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimand is not the ATE, ATT or ATC.
 *
 * @param estimand ATE, ATT or ATC
 */
public record RegressionImputation(Estimand estimand) implements Estimator<Fit> {

    public RegressionImputation {
        if (estimand != Estimand.ATT && estimand != Estimand.ATC && estimand != Estimand.ATE) {
            throw new IllegalArgumentException(
                    "regression imputation estimates the ATE, ATT or ATC, not the " + estimand.label());
        }
    }

    @Override
    public Estimand target() {
        return estimand;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        Comparison data = Comparison.of(sample);
        boolean[] inside = new boolean[data.size];
        double[] target = new double[data.columns.length];
        int population = 0;
        for (int i = 0; i < data.size; i++) {
            inside[i] = estimand == Estimand.ATE || (estimand == Estimand.ATT) == (data.arm[i] == 1);
            population += inside[i] ? 1 : 0;
            for (int j = 0; j < target.length && inside[i]; j++) {
                target[j] += data.columns[j][i];
            }
        }
        for (int j = 0; j < target.length; j++) {
            target[j] /= population;
        }
        double[] influence = new double[data.size];
        double[] effects = new double[data.size];
        for (int a = 0; a < 2; a++) {
            double sign = a == 1 ? 1 : -1;
            double[] rows = new double[data.size];
            for (int i = 0; i < data.size; i++) {
                rows[i] = data.arm[i] == a ? 1 : 0;
            }
            WeightedPlane plane = WeightedPlane.of(data.columns, data.outcome, rows);
            double[] reach = plane.weightsAt(data.columns, rows, target);
            for (int i = 0; i < data.size; i++) {
                double fitted = plane.at(data.columns, i);
                effects[i] += sign * fitted;
                influence[i] += sign * data.size * reach[i] * (data.outcome[i] - fitted);
            }
        }
        double value = 0;
        for (int i = 0; i < data.size; i++) {
            value += inside[i] ? effects[i] / population : 0;
        }
        for (int i = 0; i < data.size; i++) {
            influence[i] += inside[i] ? data.size / (double) population * (effects[i] - value) : 0;
        }
        Repetitions result = new Repetitions(1, data.size);
        result.add(value, influence);
        return new Fit(
                List.of(Estimate.normal(estimand, data.arms.contrast(), value, result.stdError())),
                Glance.of("regression-imputation", "influence function, normal", sample, data.arms, Map.of()),
                List.of(),
                term -> influence.clone());
    }
}
