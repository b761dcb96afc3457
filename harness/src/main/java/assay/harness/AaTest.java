package assay.harness;

/**
 * One test under one assignment.
 *
 * @param estimate the estimate, NaN if the method could not answer
 * @param stdError its standard error
 * @param pValue the p-value of no effect
 */
public record AaTest(double estimate, double stdError, double pValue) {

    static final AaTest FAILED = new AaTest(Double.NaN, Double.NaN, Double.NaN);

    boolean failed() {
        return Double.isNaN(pValue);
    }
}
