package assay.observational;

/** Which orthogonal score identifies the effect in a partially linear model. */
public enum PartiallyLinearScore {
    /** {@code (y - l(x) - theta (d - m(x))) (d - m(x))}, l being the mean outcome given the covariates. */
    PARTIALLING_OUT,
    /** {@code (y - g(x) - theta d) (d - m(x))}, g being the mean of {@code y - theta d}, learned at a first estimate of theta. */
    INSTRUMENT
}
