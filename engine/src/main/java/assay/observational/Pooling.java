package assay.observational;

/** How the folds of cross-fitting become one estimate. */
public enum Pooling {
    /** The mean of the solutions by fold (DML1). It is unstable where a fold's share of the derivative is small. */
    MEAN_OF_FOLDS,
    /** The solution over all folds at once (DML2), which is preferred. */
    ALL_AT_ONCE
}
