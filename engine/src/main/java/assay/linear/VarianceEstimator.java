package assay.linear;

/** How the covariance of coefficients is estimated: for independent rows, or for clusters of rows. */
public sealed interface VarianceEstimator permits Covariance, ClusterCovariance {

    /**
     * The name in tables.
     *
     * @return such as {@code HC2} or {@code CR2}
     */
    String label();

    /**
     * Whether it needs clusters.
     *
     * @return true for cluster-robust estimators
     */
    boolean clustered();
}
