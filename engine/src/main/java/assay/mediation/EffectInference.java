package assay.mediation;

import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Inference;
import assay.Normal;
import assay.Problem;
import assay.StudentT;

/** Turns polynomials of a system's coefficients into estimates. */
final class EffectInference {

    private final PathSystem system;
    private final PathInterval kind;
    private final CoefficientDraws normal;
    private final Resamples resamples;
    private final int draws;

    EffectInference(PathSystem system, PathInterval kind, int draws, long key) {
        this.system = system;
        this.kind = kind;
        this.draws = draws;
        this.normal = new CoefficientDraws(system.values(), system.joint(), draws, key);
        this.resamples = new Resamples(system, draws, key);
    }

    Estimate estimate(Estimand estimand, String term, Polynomial effect) {
        double value = system.value(effect);
        double stdError = system.stdError(effect);
        if (!(stdError > 0)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "The effect '" + term
                            + "' has a standard error of 0: a regression has no error, or all coefficients of"
                            + " the path are 0.",
                    "Check that no column is a copy of another.");
        }
        return new Estimate(estimand, term, value, stdError, inference(effect, value, stdError));
    }

    private Inference inference(Polynomial effect, double value, double stdError) {
        boolean resampled = kind == PathInterval.BOOTSTRAP || kind == PathInterval.BOOTSTRAP_BCA;
        if (effect.single() && !resampled) {
            return new StudentT(value, stdError, system.degreesOfFreedom());
        }
        return switch (kind) {
            case DELTA -> new Normal(value, stdError);
            case MONTE_CARLO -> monteCarlo(effect, value, stdError);
            case JOINT_SIGNIFICANCE -> {
                int[] arrows = effect.factorsOfOnly();
                Inference draw = monteCarlo(effect, value, stdError);
                yield arrows.length == 0 ? draw : new JointSignificance(draw, largest(arrows));
            }
            case BOOTSTRAP -> new Quantiles(value, stdError, () -> effect.values(resamples.all(), draws));
            case BOOTSTRAP_BCA ->
                Quantiles.corrected(value, stdError, () -> effect.values(resamples.all(), draws), acceleration(effect));
        };
    }

    private Inference monteCarlo(Polynomial effect, double value, double stdError) {
        return new Quantiles(value, stdError, () -> effect.values(normal.all(), draws));
    }

    /** The largest p-value of the coefficients of a path. */
    double largest(int[] arrows) {
        double most = 0;
        for (int arrow : arrows) {
            Polynomial one = Polynomial.product(arrow);
            StudentT t = new StudentT(system.value(one), system.stdError(one), system.degreesOfFreedom());
            most = Math.max(most, t.pValue(0));
        }
        return most;
    }

    /** A sixth of the skewness of the influence values (Efron 1987, section 7). */
    private double acceleration(Polynomial effect) {
        double squares = 0;
        double cubes = 0;
        for (double v : system.influence(effect)) {
            squares += v * v;
            cubes += v * v * v;
        }
        return cubes / (6 * Math.pow(squares, 1.5));
    }
}
