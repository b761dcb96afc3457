package assay.sequential;

import assay.Arguments;
import assay.Estimate;

/**
 * What a look has found, from all data so far.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no unit, the information or the standard error
 * is not positive or the
 * inference on the estimate names no degrees of freedom, as a bootstrap names none.
 *
 * @param units units so far: rows, or clusters where they are what was randomised
 * @param information {@code 1 / SE^2}, or what is known of it from elsewhere
 * @param estimate the cumulative estimate, with Student's t or normal inference
 */
public record ObservedLook(int units, double information, Estimate estimate) {

    public ObservedLook {
        Arguments.atLeast("units at a look", units, 1);
        Arguments.positive("information at a look", information);
        Arguments.positive("standard error at a look", estimate.stdError());
        if (!(degreesOfFreedom(estimate) > 0)) {
            throw new IllegalArgumentException("the inference on " + estimate.term()
                    + " has no degrees of freedom, so its significance cannot be put on the scale of the boundaries. "
                    + "Use an estimator with Student's t or normal inference.");
        }
    }

    /**
     * A look whose information is that of its standard error.
     *
     * @param units units so far
     * @param estimate the cumulative estimate, with Student's t or normal inference
     */
    public ObservedLook(int units, Estimate estimate) {
        this(units, 1 / (estimate.stdError() * estimate.stdError()), estimate);
    }

    private static double degreesOfFreedom(Estimate estimate) {
        return estimate.inference().degreesOfFreedom();
    }

    /** Degrees of freedom. */
    double degreesOfFreedom() {
        return degreesOfFreedom(estimate);
    }

    /**
     * The statistic on the scale of the boundaries.
     *
     * @return the Z that is as significant as the t statistic of no effect
     */
    public double z() {
        return NormalScore.of(estimate.value() / estimate.stdError(), degreesOfFreedom());
    }
}
