package assay.sensitivity;

import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * The effect of a treatment when a hidden confounder is at most so many times as strong as an observed covariate: least squares
 * less and plus the largest bias of such a confounder, whose strength is bounded by {@link
 * OmittedVariableAnalysis#benchmark(List, double, double)}.
 *
 * <p>The errors of the bounds come from influence functions of the coefficient and of the four residual variances that the bound
 * is made of, so that they allow for the estimated strength of the covariate.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a multiple is negative or not finite.
 *
 * @param benchmark the covariate that the confounder is held against, empty for the first one
 * @param timesTreatment k_D, how many times as much of the treatment it explains at most
 * @param timesOutcome k_Y, how many times as much of the outcome
 */
public record BenchmarkBounds(String benchmark, double timesTreatment, double timesOutcome) implements Estimator<Fit> {

    private static final double STEP = 1e-5;

    public BenchmarkBounds {
        if (!(timesTreatment >= 0 && timesOutcome >= 0)
                || !Double.isFinite(timesTreatment)
                || !Double.isFinite(timesOutcome)) {
            throw new IllegalArgumentException(
                    "multiples must be finite and at least 0, not " + timesTreatment + " and " + timesOutcome);
        }
    }

    /**
     * As strong as the first covariate.
     *
     * @return the bounds
     */
    public static BenchmarkBounds standard() {
        return new BenchmarkBounds("", 1, 1);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample);
        String name =
                benchmark.isEmpty() ? sample.columns(Role.COVARIATE).get(0).name() : benchmark;
        Benchmark bound = analysis.benchmark(List.of(name), timesTreatment, timesOutcome);
        Residuals with = analysis.residuals();
        Residuals without = analysis.without(List.of(name));
        BoundsInference inference = inference(with, without);
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("bias", (inference.upper() - inference.lower()) / 2);
        diagnostics.put("lower_bound", inference.lower());
        diagnostics.put("upper_bound", inference.upper());
        diagnostics.put("r2_treatment", bound.bound().treatment());
        diagnostics.put("r2_outcome", bound.bound().outcome());
        diagnostics.put("robustness_value", analysis.regression().robustnessValue(1));
        TwoArms arms = TwoArms.of(sample);
        double error = OmittedVariableBounds.bounds(analysis).stdError();
        return new Fit(
                List.of(new Estimate(Estimand.ATE, arms.contrast(), with.coefficient(), error, inference)),
                Glance.of(
                        "benchmark-bounds",
                        "influence functions of the estimate and of the bias bound, normal",
                        sample,
                        arms,
                        diagnostics),
                List.of());
    }

    private BoundsInference inference(Residuals with, Residuals without) {
        int n = with.outcome().length;
        double[][] residuals = {with.outcome(), with.treatment(), without.outcome(), without.treatment()};
        double[] variances = new double[residuals.length];
        for (int k = 0; k < variances.length; k++) {
            variances[k] = Residuals.dot(residuals[k], residuals[k]) / n;
        }
        double bias = bias(variances);
        double[] slopes = gradient(this::bias, variances);
        double below = 0;
        double above = 0;
        for (int i = 0; i < n; i++) {
            double psi = with.treatment()[i] * with.outcome()[i] / variances[1];
            double ofBias = 0;
            for (int k = 0; k < variances.length; k++) {
                ofBias += slopes[k] * (residuals[k][i] * residuals[k][i] - variances[k]);
            }
            below += (psi - ofBias) * (psi - ofBias);
            above += (psi + ofBias) * (psi + ofBias);
        }
        double scale = FastMath.sqrt((double) n / with.degreesOfFreedom()) / n;
        return new BoundsInference(
                with.coefficient() - bias,
                scale * FastMath.sqrt(below),
                with.coefficient() + bias,
                scale * FastMath.sqrt(above));
    }

    /** The bias from residual variances of outcome and treatment, with the benchmark and without it. */
    private double bias(double[] variances) {
        Strength own = new Strength(
                FastMath.max(0, 1 - variances[1] / variances[3]), FastMath.max(0, 1 - variances[0] / variances[2]));
        double[] implied = OmittedVariableAnalysis.implied(own, timesTreatment, timesOutcome);
        return FastMath.sqrt(variances[0] / variances[1] * implied[0] * implied[1] / (1 - implied[0]));
    }

    private static double[] gradient(ToDoubleFunction<double[]> function, double[] at) {
        double[] slopes = new double[at.length];
        for (int k = 0; k < at.length; k++) {
            double step = STEP * at[k];
            double[] low = at.clone();
            double[] high = at.clone();
            low[k] -= step;
            high[k] += step;
            slopes[k] = (function.applyAsDouble(high) - function.applyAsDouble(low)) / (2 * step);
        }
        return slopes;
    }
}
