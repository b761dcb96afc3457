package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.List;
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
 *
 * <p><b>Rank rule.</b> Columns are taken from left to right, exogenous ones first, then instruments. A column is aliased,
 * and left out, when it is constant to rounding or when those before it leave less than 1e-7 of its centred length (1e-6
 * when only {@link ClusterMoments} are given, which hold no rows to read again).
 */
public final class LinearModel {

    private LinearModel() {}

    /**
     * Fits to rows.
     *
     * @param rows the rows; read again whenever a covariance needs it, so they must not change
     * @return the fit
     * @throws EstimationException if values are not finite, weights are of unstated type or below 0, there are no more
     *     rows than coefficients, all rows are in one cluster, or the endogenous columns are not identified
     */
    public static LinearFit fit(RowSource rows) {
        return fit(new RowFeed(rows));
    }

    /**
     * Fits to groups of identical rows.
     *
     * @param groups the groups
     * @return the same fit as from the rows
     * @throws EstimationException as {@link #fit(RowSource)}
     */
    public static LinearFit fit(Compressed groups) {
        return fit(groups.feed());
    }

    private static LinearFit fit(Feed feed) {
        Roles roles = Roles.of(feed.spec());
        Meats.Data data = read(feed);
        List<String> names = feed.spec().columns();
        Moments first = data.moments();
        boolean[] aliased = new boolean[names.size()];
        while (true) {
            Rotation rotation = Rotation.of(first, roles, aliased);
            if (rotation != null) {
                data = read(rotation.feed(feed));
            }
            LinearFit fit = new LinearFit(names, data, roles, rotation);
            boolean[] dropped = fit.design().dropped;
            if (rotation == null || rotation.stands(dropped)) {
                return fit;
            }
            for (int j = 0; j < aliased.length; j++) {
                aliased[j] |= dropped[j];
            }
        }
    }

    private static Meats.Data read(Feed feed) {
        if (feed.clusters() == 0) {
            return new Meats.Data(Moments.of(feed), null, feed);
        }
        if (!feed.inMemory()) {
            return about(ClusterMoments.of(feed), feed);
        }
        Moments moments = Moments.of(feed);
        requireClusters(moments.clusters);
        return new Meats.Data(moments, null, feed);
    }

    private static Meats.Data about(ClusterMoments clusters, @Nullable Feed feed) {
        Moments total = clusters.total();
        requireClusters(total.clusters);
        return new Meats.Data(total, clusters.about(total.means), feed);
    }

    private static void requireClusters(int clusters) {
        if (clusters < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "All rows are in one cluster, so that nothing tells how clusters vary.",
                    "Check the cluster column; cluster-robust inference needs at least two clusters, better forty.");
        }
    }

    /**
     * Fits to cluster moments: classical and cluster-robust inference without any row.
     *
     * @param moments the moments
     * @return the fit, the same as from the rows
     * @throws EstimationException as {@link #fit(RowSource)}
     */
    public static LinearFit fit(ClusterMoments moments) {
        return new LinearFit(moments.spec().columns(), about(moments, null), Roles.of(moments.spec()), null);
    }
}
