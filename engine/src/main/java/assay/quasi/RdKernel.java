package assay.quasi;

/** How much a row counts by its distance from the cutoff, {@code u} bandwidths away. */
public enum RdKernel {
    /** {@code 1 - |u|}: what a boundary wants, as nearer rows tell more (Cheng, Fan and Marron 1997). */
    TRIANGULAR("triangular", 2.576) {
        @Override
        double weight(double u) {
            return u < 1 ? 1 - u : 0;
        }
    },
    /** {@code 1 - u^2}. */
    EPANECHNIKOV("epanechnikov", 2.34) {
        @Override
        double weight(double u) {
            return u < 1 ? 1 - u * u : 0;
        }
    },
    /** All rows within the bandwidth alike. */
    UNIFORM("uniform", 1.843) {
        @Override
        double weight(double u) {
            return u <= 1 ? 1 : 0;
        }
    };

    private final String label;
    private final double rule;

    RdKernel(String label, double rule) {
        this.label = label;
        this.rule = rule;
    }

    /**
     * The name in words.
     *
     * @return lower case
     */
    public String label() {
        return label;
    }

    /** The constant of Silverman's rule for the pilot bandwidth. */
    double rule() {
        return rule;
    }

    /** The weight at a distance in bandwidths, up to a factor that cancels. */
    abstract double weight(double u);
}
