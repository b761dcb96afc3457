package assay.switchback;

/**
 * Upper bounds of the variance of the Horvitz-Thompson estimator that can be estimated without bias. The variance itself
 * cannot: it holds products of outcomes under treatment with outcomes under control.
 */
public enum VarianceBound {
    /**
     * The tight bound of outcomes from which half of the estimated effect is taken in treated windows and to which it is added in
     * the others, and, exactly, what that part contributes. For any fixed number in place of the estimate it is estimated
     * without bias too; it is the tightest where effects are about the same in all periods and not small beside the noise.
     */
    ABOUT_EFFECT,
    /** Bounds the products of opposite arms only: U1 of Bojinov, Simchi-Levi and Zhao. */
    TIGHT,
    /** Bounds the products of one arm in neighbouring windows too, so that it is a sum of squares: their U2, never negative. */
    SQUARES
}
