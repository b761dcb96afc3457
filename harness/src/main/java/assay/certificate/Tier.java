package assay.certificate;

/** How sharp a certificate is: the slack below nominal coverage, and the replicates that it may take. */
public enum Tier {
    /** Closed-form estimators: coverage within 0.01. */
    A(0.01, 0.03, 40_000),
    /** Cross-fitted learners: within 0.02. */
    B(0.02, 0.05, 10_000),
    /** Slower ones: within 0.03. */
    C(0.03, 0.07, 5_000),
    /** Samplers, bootstraps and whole campaigns: within 0.05. */
    D(0.05, 0.10, 2_000);

    private final double coverageSlack;
    private final double medianSlack;
    private final int maximum;

    Tier(double coverageSlack, double medianSlack, int maximum) {
        this.coverageSlack = coverageSlack;
        this.medianSlack = medianSlack;
        this.maximum = maximum;
    }

    /**
     * How far two-sided coverage and size may fall short.
     *
     * @return a probability
     */
    public double coverageSlack() {
        return coverageSlack;
    }

    /**
     * How far one-sided coverage may fall short.
     *
     * @return a probability, half of the two-sided slack and half a percent
     */
    public double tailSlack() {
        return (coverageSlack + 0.01) / 2;
    }

    /**
     * How far the chance to be above, or below, the truth may fall short of one half.
     *
     * @return a probability
     */
    public double medianSlack() {
        return medianSlack;
    }

    /**
     * The budget of a cell: about four times what a valid estimator is expected to take.
     *
     * @return replicates
     */
    public int maximum() {
        return maximum;
    }
}
