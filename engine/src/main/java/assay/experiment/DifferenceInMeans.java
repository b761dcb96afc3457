package assay.experiment;

import assay.Caution;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The difference in means of two arms, {@code mean(Y | T = 1) - mean(Y | T = 0)}.
 *
 * <p>Unbiased for the average treatment effect when every unit had the same probability of treatment. The variance is
 * Neyman's, {@code s1^2 / n1 + s0^2 / n0}, which is HC2 of the regression on the treatment; inference is Student's t
 * with the degrees of freedom of Welch (Biometrika 34, 1947).
 */
public record DifferenceInMeans() implements Estimator<Fit> {

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        ArmMoments moments = ArmMoments.of(arms, outcome)
                .requireVariation(sample.column(Role.OUTCOME).name());
        double v1 = moments.treatedVariance();
        double v0 = moments.controlVariance();
        double variance = v1 + v0;
        double share1 = v1 / variance;
        double share0 = v0 / variance;
        double df = 1 / (share1 * share1 / (arms.treated() - 1) + share0 * share0 / (arms.control() - 1));
        Estimate estimate = Estimate.studentT(target(), arms.contrast(), moments.difference(), Math.sqrt(variance), df);
        Glance glance = Glance.of(
                "difference-in-means",
                "Welch t, unequal variances (HC2)",
                sample,
                arms,
                Map.of("mean_treated", moments.treatedMean(), "mean_control", moments.controlMean()));
        return new Fit(List.of(estimate), glance, cautions(sample, moments), influence(outcome, arms, moments));
    }

    private static List<Caution> cautions(Sample sample, ArmMoments moments) {
        List<Caution> cautions = new ArrayList<>(0);
        for (Column column : sample.columns(Role.PROPENSITY)) {
            propensity(sample.numeric(Role.PROPENSITY), column.name(), cautions);
        }
        if (moments.constantTreated() || moments.constantControl()) {
            cautions.add(Caution.of(
                    "constant-arm",
                    "The outcome does not vary in the " + (moments.constantTreated() ? "treated" : "control")
                            + " arm; the standard error rests on the other arm alone."));
        }
        return cautions;
    }

    private static void propensity(double[] values, String name, List<Caution> cautions) {
        double low = values[0];
        double high = low;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        if (high - low > 1e-12) {
            cautions.add(Caution.of(
                    "propensity-varies",
                    "The probability of treatment '" + name + "' runs from " + low + " to " + high
                            + ", so the arms differ before treatment and this difference is confounded; weight by it "
                            + "instead, as ipw and aipw do."));
        }
    }

    private static Influence influence(double[] outcome, TwoArms arms, ArmMoments moments) {
        return term -> {
            double[] indicator = arms.indicator();
            double[] values = new double[outcome.length];
            double scale1 = values.length / (double) arms.treated();
            double scale0 = values.length / (double) arms.control();
            for (int i = 0; i < values.length; i++) {
                values[i] = indicator[i] == 1
                        ? scale1 * (outcome[i] - moments.treatedMean())
                        : -scale0 * (outcome[i] - moments.controlMean());
            }
            return values;
        };
    }
}
