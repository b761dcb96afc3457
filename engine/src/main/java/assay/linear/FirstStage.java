package assay.linear;

/**
 * How strongly the instruments move an endogenous column, the exogenous regressors held.
 *
 * @param endogenous the column
 * @param instruments the excluded instruments that were kept, L
 * @param classical the F statistic under constant variance
 * @param robust the F statistic under HC1, or under CR1S where there are clusters
 * @param numerator L
 * @param denominator {@code n - k}, or {@code G - 1} for {@code robust} where there are clusters
 * @param effective the effective F of Montiel Olea and Pflueger (J. Bus. Econ. Stat. 31, 2013) under the covariance of
 *     {@code robust}; with one instrument the same as {@code robust}
 */
public record FirstStage(
        String endogenous,
        int instruments,
        double classical,
        double robust,
        double numerator,
        double denominator,
        double effective) {}
