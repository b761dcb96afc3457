package assay.quasi.synthetic;

/** Weights of controls and of periods before treatment. */
public final class CohortWeights {

    private final double[] omega;
    private final double[] lambda;
    private final double zetaOmega;
    private final double zetaLambda;
    private final double noise;

    CohortWeights(double[] omega, double[] lambda, double zetaOmega, double zetaLambda, double noise) {
        this.omega = omega;
        this.lambda = lambda;
        this.zetaOmega = zetaOmega;
        this.zetaLambda = zetaLambda;
        this.noise = noise;
    }

    /**
     * Weights of the controls.
     *
     * @return none negative, sum 1; shared, not to be written to
     */
    public double[] omega() {
        return omega;
    }

    /**
     * Weights of the periods before treatment.
     *
     * @return none negative, sum 1, or all 0 where levels are compared; shared, not to be written to
     */
    public double[] lambda() {
        return lambda;
    }

    /**
     * Ridge penalty of the unit weights.
     *
     * @return not negative, in the unit of the outcome
     */
    public double zetaOmega() {
        return zetaOmega;
    }

    /**
     * Ridge penalty of the time weights.
     *
     * @return not negative, in the unit of the outcome
     */
    public double zetaLambda() {
        return zetaLambda;
    }

    /**
     * Standard deviation of changes from period to period of controls before treatment.
     *
     * @return not negative
     */
    public double noise() {
        return noise;
    }

    /** Whether the controls are to move as the treated do, at any distance: then periods before have weights. */
    boolean hasIntercept() {
        for (double weight : lambda) {
            if (weight > 0) {
                return true;
            }
        }
        return false;
    }
}
