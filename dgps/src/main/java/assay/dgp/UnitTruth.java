package assay.dgp;

/**
 * What is true of each unit of a draw whose outcome is {@code baseline + treated * effect + noise}. Arrays are shared and
 * must not be written to.
 */
public final class UnitTruth {

    private final double[] baseline;
    private final double[] effect;
    private final double[] propensity;
    private final Noise noise;

    /**
     * Unit-level truth over arrays that are not copied.
     *
     * @param baseline expected outcome under control
     * @param effect expected change under treatment
     * @param propensity probability of treatment
     * @param noise the law of the noise
     */
    public UnitTruth(double[] baseline, double[] effect, double[] propensity, Noise noise) {
        this.baseline = baseline;
        this.effect = effect;
        this.propensity = propensity;
        this.noise = noise;
    }

    /**
     * Expected outcome of each unit under control.
     *
     * @return the shared array
     */
    public double[] baseline() {
        return baseline;
    }

    /**
     * Effect of treatment on each unit.
     *
     * @return the shared array
     */
    public double[] effect() {
        return effect;
    }

    /**
     * Probability of treatment of each unit.
     *
     * @return the shared array
     */
    public double[] propensity() {
        return propensity;
    }

    /**
     * The law of the noise.
     *
     * @return its variances
     */
    public Noise noise() {
        return noise;
    }
}
