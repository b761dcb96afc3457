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
import java.util.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * The effect of a treatment when a hidden confounder explains at most a stated share of the treatment and of the outcome: least
 * squares with an intercept, less and plus the largest bias that such a confounder causes.
 *
 * <p>The estimate is that of the regression. Its interval runs from the lower confidence limit of the estimate less the bias to
 * the upper one of the estimate plus the bias; both errors come from influence functions, so that they allow for estimating the
 * bias too and hold for rows of unequal spread. The strengths are those in the population that the rows were drawn from. (The
 * adjusted interval of {@link OmittedVariable} takes them for those in the very rows, and is too short for a population.)
 *
 * <p>The estimand is the average treatment effect where the outcome is linear in the treatment, the covariates and the
 * confounder.
 *
 * @param treatment partial R-squared of the confounder with the treatment given the covariates, in [0, 1)
 * @param outcome partial R-squared of the confounder with the outcome given the treatment and the covariates, in [0, 1]
 */
public record OmittedVariableBounds(double treatment, double outcome) implements Estimator<Fit> {

    private static final double USUAL = 0.1;

    public OmittedVariableBounds {
        new Strength(treatment, outcome);
    }

    /**
     * A confounder that explains a tenth of the treatment and a tenth of the outcome.
     *
     * @return the bounds
     */
    public static OmittedVariableBounds standard() {
        return new OmittedVariableBounds(USUAL, USUAL);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    /**
     * The effect and its bias bound as functions of the strength.
     *
     * @param sample outcome, assignment and covariates
     * @return for any strength
     */
    public static BiasBounds bounds(Sample sample) {
        return bounds(OmittedVariableAnalysis.of(sample));
    }

    /**
     * The effect and its bias bound as functions of the strength.
     *
     * @param analysis the regression
     * @return for any strength
     */
    public static BiasBounds bounds(OmittedVariableAnalysis analysis) {
        Residuals residuals = analysis.residuals();
        double[] d = residuals.treatment();
        double[] y = residuals.outcome();
        int n = d.length;
        double variance = residuals.treatmentSquares() / n;
        double sigma = residuals.outcomeSquares() / n;
        double nu = 1 / variance;
        double[] influence = new double[n];
        for (int i = 0; i < n; i++) {
            influence[i] = d[i] * y[i] / variance;
        }
        return BiasBounds.of(
                residuals.coefficient(),
                influence,
                sigma,
                i -> y[i] * y[i] - sigma,
                nu,
                i -> nu - d[i] * d[i] * nu * nu,
                n / (double) residuals.degreesOfFreedom());
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        OmittedVariableAnalysis analysis = OmittedVariableAnalysis.of(sample);
        BiasBounds bounds = bounds(analysis);
        Strength strength = new Strength(treatment, outcome);
        OmittedVariable regression = analysis.regression();
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("bias", bounds.bias(strength));
        diagnostics.put("lower_bound", bounds.value() - bounds.bias(strength));
        diagnostics.put("upper_bound", bounds.value() + bounds.bias(strength));
        diagnostics.put("r2_treatment", treatment);
        diagnostics.put("r2_outcome", outcome);
        diagnostics.put("robustness_value", regression.robustnessValue(1));
        diagnostics.put("partial_r2", regression.partialR2());
        TwoArms arms = TwoArms.of(sample);
        Estimate estimate = new Estimate(
                Estimand.ATE,
                arms.contrast(),
                bounds.value(),
                FastMath.max(bounds.stdError(), Double.MIN_NORMAL),
                bounds.inference(strength));
        return new Fit(
                List.of(estimate),
                Glance.of(
                        "omitted-variable-bounds",
                        "influence functions of the estimate and of the bias bound, normal",
                        sample,
                        arms,
                        diagnostics),
                List.of());
    }
}
