package assay.mediation;

/**
 * The sum of all paths beside the total effect of one regression of the outcome on treatment and covariates.
 *
 * <p>Where the graph restricts nothing that bears on the total, the two are the same number, up to rounding, and so are their
 * standard errors by HC0, or CR0 with clusters. Where it does, they differ by what its missing arrows take away, and the
 * difference is a test of the graph.
 *
 * @param pathSum the sum of the effects along all paths
 * @param reducedForm the coefficient of treatment in one regression
 * @param pathSumError the HC0 standard error of the sum, by the delta method from the joint covariance of all equations
 * @param reducedFormError the HC0 standard error of the coefficient
 * @param differenceError the HC0 standard error of the difference, 0 up to rounding where the two are the same
 * @param pValue of no difference, 1 where the two are the same
 */
public record TotalCheck(
        double pathSum,
        double reducedForm,
        double pathSumError,
        double reducedFormError,
        double differenceError,
        double pValue) {

    private static final double ROUNDING = 1e-10;

    /**
     * By how much the paths miss the total.
     *
     * @return their sum less the coefficient
     */
    public double difference() {
        return pathSum - reducedForm;
    }

    /**
     * Whether the paths add up to the total because of how they are made, whatever the data.
     *
     * @return true if sum and standard error are the same up to rounding
     */
    public boolean identity() {
        double scale = Math.abs(reducedForm) + reducedFormError;
        return Math.abs(difference()) <= ROUNDING * scale && differenceError <= Math.sqrt(ROUNDING) * reducedFormError;
    }
}
