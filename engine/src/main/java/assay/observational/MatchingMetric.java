package assay.observational;

/** How far apart two units are. */
public enum MatchingMetric {
    /** Difference of propensity scores in their standard deviations. */
    PROPENSITY,
    /** Difference of log odds of treatment in their standard deviations. */
    LINEAR_PREDICTOR,
    /** Mahalanobis distance of the covariates, by their covariance over all rows. */
    MAHALANOBIS,
    /** Mahalanobis distance of the covariates, by their covariance within arms. */
    POOLED_MAHALANOBIS,
    /** Euclidean distance of the covariates in their standard deviations. */
    INVERSE_VARIANCE;

    /** Whether the distance is in a score that has to be learned. */
    boolean scored() {
        return this == PROPENSITY || this == LINEAR_PREDICTOR;
    }
}
