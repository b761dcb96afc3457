package assay.sensitivity;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.math3.util.FastMath;

/**
 * Proportional selection: what a coefficient becomes if the unobserved causes of the outcome select the treatment delta
 * times as much as the observed ones do, and the regression with all of them had an R-squared of {@code rMax} (Oster, Journal
 * of Business and Economic Statistics 37, 2019, doi:10.1080/07350015.2016.1227711).
 *
 * @param uncontrolled coefficient of the treatment without covariates
 * @param uncontrolledR2 R-squared without covariates
 * @param controlled coefficient of the treatment with the covariates
 * @param controlledR2 R-squared with the covariates
 * @param outcomeVariance variance of the outcome
 * @param treatmentVariance variance of the treatment
 * @param residualVariance variance of the treatment that the covariates leave, above 0
 */
public record Oster(
        double uncontrolled,
        double uncontrolledR2,
        double controlled,
        double controlledR2,
        double outcomeVariance,
        double treatmentVariance,
        double residualVariance) {

    private static final double USUAL = 1.3;

    public Oster {
        Arguments.finite("uncontrolled coefficient", uncontrolled);
        Arguments.finite("controlled coefficient", controlled);
        Arguments.positive("variance of the outcome", outcomeVariance);
        Arguments.positive("variance of the treatment", treatmentVariance);
        Arguments.positive("residual variance of the treatment", residualVariance);
        if (!(uncontrolledR2 >= 0 && uncontrolledR2 <= controlledR2 && controlledR2 <= 1)) {
            throw new IllegalArgumentException(
                    "R-squared must be in [0, 1] and not fall when covariates are added, not " + uncontrolledR2
                            + " and " + controlledR2);
        }
    }

    /**
     * Reads both regressions off an analysis.
     *
     * @param analysis the regression with covariates
     * @return the numbers
     * @throws EstimationException if there are no covariates
     */
    public static Oster of(OmittedVariableAnalysis analysis) {
        Sample sample = analysis.sample();
        if (!sample.has(Role.COVARIATE)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role covariate: proportional selection compares what is unobserved with what is"
                            + " observed.",
                    "Name covariates with --covariates.");
        }
        Residuals with = analysis.residuals();
        Residuals without = Residuals.of(new double[0][], analysis.treatment(), sample.outcome());
        double n = sample.size();
        double total = without.total();
        return new Oster(
                without.coefficient(),
                FastMath.max(0, 1 - without.outcomeSquares() / total),
                with.coefficient(),
                FastMath.max(FastMath.max(0, 1 - without.outcomeSquares() / total), 1 - with.outcomeSquares() / total),
                total / n,
                without.treatmentSquares() / n,
                with.treatmentSquares() / n);
    }

    /**
     * The usual choice of the R-squared of the regression with everything, {@code min(1, 1.3 R~)}.
     *
     * @return in [0, 1]
     */
    public double usualMaximum() {
        return FastMath.min(1, USUAL * controlledR2);
    }

    /**
     * The approximation that holds when observed causes relate to the outcome as they do to the treatment, {@code b~ - delta
     * (b0 - b~)(rMax - R~) / (R~ - R0)}.
     *
     * @param delta relative selection
     * @param rMax R-squared with everything, in [R~, 1]
     * @return the coefficient without bias
     * @throws IllegalArgumentException if rMax is out of its range, or covariates do not raise R-squared
     */
    public double approximate(double delta, double rMax) {
        maximum(rMax);
        if (!(controlledR2 > uncontrolledR2)) {
            throw new IllegalArgumentException(
                    "covariates that do not raise R-squared say nothing about selection; leave Oster's bound out");
        }
        return controlled
                - Arguments.finite("delta", delta)
                        * (uncontrolled - controlled)
                        * (rMax - controlledR2)
                        / (controlledR2 - uncontrolledR2);
    }

    /**
     * The coefficients that solve the problem exactly: {@code b~ - v} for each real root v of the cubic of Oster's
     * proposition 2 (a quadratic where delta is 1). There may be one, two or three.
     *
     * @param delta relative selection
     * @param rMax R-squared with everything, in [R~, 1]
     * @return the nearest to the controlled coefficient first; empty where no coefficient is compatible
     * @throws IllegalArgumentException if delta is not finite or rMax is out of its range
     */
    public List<Double> exact(double delta, double rMax) {
        maximum(rMax);
        Arguments.finite("delta", delta);
        double gap = uncontrolled - controlled;
        double room = (rMax - controlledR2) * outcomeVariance;
        double t = residualVariance;
        double s = treatmentVariance;
        double[] cubic = {
            delta * room * gap * s,
            delta * room * (s - t) - (controlledR2 - uncontrolledR2) * outcomeVariance * t - s * t * gap * gap,
            t * gap * s * (delta - 2),
            (delta - 1) * (t * s - t * t)
        };
        List<Double> solutions = new ArrayList<>();
        for (double bias : RealRoots.of(cubic, FastMath.sqrt(outcomeVariance / s))) {
            solutions.add(controlled - bias);
        }
        solutions.sort(Comparator.comparingDouble(b -> FastMath.abs(b - controlled)));
        return List.copyOf(solutions);
    }

    /**
     * How strongly the unobserved would have to select, as a multiple of the observed, to make the effect what is asked
     * (Oster's proposition 3).
     *
     * @param effect the effect, 0 to explain everything away
     * @param rMax R-squared with everything, in [R~, 1]
     * @return the multiple; infinite where none does, negative where the unobserved would have to select the other way
     * @throws IllegalArgumentException if rMax is out of its range
     */
    public double delta(double effect, double rMax) {
        maximum(rMax);
        double v = controlled - Arguments.finite("effect", effect);
        double gap = uncontrolled - controlled;
        double t = residualVariance;
        double s = treatmentVariance;
        double room = (rMax - controlledR2) * outcomeVariance;
        double cube = v * v * v * (t * s - t * t);
        double above = v * (controlledR2 - uncontrolledR2) * outcomeVariance * t
                + v * s * t * gap * gap
                + 2 * v * v * t * gap * s
                + cube;
        double below = room * gap * s + v * room * (s - t) + v * v * t * gap * s + cube;
        return above / below;
    }

    private void maximum(double rMax) {
        if (!(rMax >= controlledR2 && rMax <= 1)) {
            throw new IllegalArgumentException("the R-squared of the regression with everything must be in ["
                    + controlledR2 + ", 1], which the regression has already, not " + rMax);
        }
    }
}
