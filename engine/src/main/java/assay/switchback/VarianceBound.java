package assay.switchback;

/**
 * Upper bounds of the variance of the Horvitz-Thompson estimator that can be estimated without bias. The variance itself
 * cannot: it holds products of outcomes under treatment with outcomes under control.
 */
public enum VarianceBound {
    /** Bounds the products of opposite arms only: the tighter one, U1. */
    TIGHT,
    /** Bounds the products of one arm in neighbouring windows too, so that it is a sum of squares: U2, never negative. */
    SQUARES
}
