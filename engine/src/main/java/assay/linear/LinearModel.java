package assay.linear;

import org.jspecify.annotations.Nullable;

/**
 * The one linear path: weighted least squares or two-stage least squares with an intercept,
 * {@code b = (P'WA)^-1 P'W Y} with A the regressors and P their projection on instruments and exogenous regressors, and
 * residuals {@code Y - A b} of the actual regressors.
 *
 * <p>Rows are read once for coefficients, classical and cluster-robust covariances, and once more for each covariance
 * that needs every row's residual. Memory does not grow with the rows. Cross-products are taken about a value near the
 * mean, then about the mean. Large in-memory sources are read in a fixed number of parts by several threads; the digits
 * do not depend on how many.
 */
public final class LinearModel {

    private LinearModel() {}

    /**
     * Fits to rows.
     *
     * @param rows the rows; read again whenever a covariance needs it, so they must not change
     * @return the fit
     * @throws assay.EstimationException if values are not finite, weights are of unstated type or below 0, there are no
     *     more rows than coefficients, or the endogenous columns are not identified
     */
    public static LinearFit fit(RowSource rows) {
        Feed feed = new RowFeed(rows);
        if (feed.clusters() > 0) {
            ClusterMoments moments = ClusterMoments.of(feed);
            return fit(moments, feed);
        }
        return new LinearFit(feed.spec().columns(), Moments.of(feed), null, feed, Roles.of(feed.spec()));
    }

    /**
     * Fits to cluster moments: classical and cluster-robust inference without any row.
     *
     * @param moments the moments
     * @return the fit, the same as from the rows
     * @throws assay.EstimationException as {@link #fit(RowSource)}
     */
    public static LinearFit fit(ClusterMoments moments) {
        return fit(moments, null);
    }

    private static LinearFit fit(ClusterMoments moments, @Nullable Feed feed) {
        Moments total = moments.total();
        return new LinearFit(
                moments.spec().columns(), total, moments.about(total.means), feed, Roles.of(moments.spec()));
    }
}
