package assay;

/**
 * One estimated number. It cannot be built without an inference.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if the estimate or its standard error is not finite.
 *
 * @param estimand what is estimated
 * @param term the name of the term, such as the treated arm
 * @param value the estimate
 * @param stdError its standard error, in the same unit
 * @param inference how sure it is
 */
public record Estimate(Estimand estimand, String term, double value, double stdError, Inference inference) {

    public Estimate {
        Arguments.finite("estimate of " + term, value);
        Arguments.finite("standard error of " + term, stdError);
    }

    /**
     * An estimate with Student's t inference.
     *
     * @param estimand what is estimated
     * @param term the name of the term
     * @param value the estimate
     * @param stdError its standard error
     * @param df degrees of freedom
     * @return the estimate
     */
    public static Estimate studentT(Estimand estimand, String term, double value, double stdError, double df) {
        return new Estimate(estimand, term, value, stdError, new StudentT(value, stdError, df));
    }

    /**
     * An estimate with normal inference.
     *
     * @param estimand what is estimated
     * @param term the name of the term
     * @param value the estimate
     * @param stdError its standard error
     * @return the estimate
     */
    public static Estimate normal(Estimand estimand, String term, double value, double stdError) {
        return new Estimate(estimand, term, value, stdError, new Normal(value, stdError));
    }
}
