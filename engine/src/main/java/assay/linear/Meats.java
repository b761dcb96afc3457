package assay.linear;

import assay.EstimationException;
import assay.Problem;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The whitened covariances of a fit, each computed when it is first asked for. */
final class Meats {

    private final Data data;
    private final Design design;
    private final Roles roles;
    private @Nullable ClusterMeat clusterMeat;
    private final Map<String, RowMeat> rowMeats = new HashMap<>();
    private final Map<ClusterCovariance, double[][]> scores = new HashMap<>();

    /** What was read, about the means. */
    record Data(
            Moments moments,
            @Nullable ClusterMoments clusters,
            @Nullable Feed feed) {}

    Meats(Data data, Design design, Roles roles) {
        this.data = data;
        this.design = design;
        this.roles = roles;
    }

    /** G, or 0. */
    int clusters() {
        return data.moments().clusters;
    }

    /** Covariance of the whitened coefficients of two outcomes; joint if those of all pairs will be wanted. */
    double[][] covariance(int a, int b, VarianceEstimator v, boolean joint) {
        int k = design.size();
        double n = data.moments().rows;
        if (v instanceof ClusterCovariance covariance) {
            return Matrices.scaled(product(scores(covariance), a * k, b * k), covariance.scale(n, k, clusters()));
        }
        Covariance covariance = (Covariance) v;
        if (covariance == Covariance.CLASSICAL) {
            return Matrices.scaled(Matrices.identity(k), design.residualProduct(a, b) / (n - k));
        }
        double scale = covariance == Covariance.HC1 ? n / (n - k) : 1;
        RowMeat meat = rows(covariance, joint);
        double[][] out = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i][j] = scale * (joint ? meat.meats[0][a * k + i][b * k + j] : meat.meats[a][i][j]);
            }
        }
        return out;
    }

    /** Covariance of the coefficients of all outcomes, outcome-major. */
    double[][] joint(VarianceEstimator v) {
        int m = roles.outcomes.length;
        int k = design.size();
        double[][] out = new double[m * k][m * k];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                double[][] block = design.unwhiten(covariance(a, b, v, true));
                for (int i = 0; i < k; i++) {
                    System.arraycopy(block[i], 0, out[a * k + i], b * k, k);
                }
            }
        }
        return out;
    }

    private double[][] product(double[][] z, int a, int b) {
        int k = design.size();
        double[][] out = new double[k][k];
        for (double[] row : z) {
            for (int i = 0; i < k; i++) {
                double f = row[a + i];
                for (int j = 0; j < k; j++) {
                    out[i][j] += f * row[b + j];
                }
            }
        }
        return out;
    }

    RowMeat rows(Covariance covariance, boolean joint) {
        Feed feed = data.feed();
        if (feed == null) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    covariance.label() + " needs the residual of every row, but the model was fitted to the moments of "
                            + "clusters.",
                    "Use a cluster-robust or the classical estimator, or fit to the rows.");
        }
        Covariance kind = covariance == Covariance.HC1 ? Covariance.HC0 : covariance;
        synchronized (rowMeats) {
            return rowMeats.computeIfAbsent(
                    kind.name() + joint, key -> RowMeat.of(feed, data.moments(), design, roles, kind, joint));
        }
    }

    /** Whitened scores by cluster, outcome-major. */
    double[][] scores(ClusterCovariance covariance) {
        requireClusters(covariance);
        ClusterCovariance kind = switch (covariance) {
            case CR0, CR1, CR1P, CR1S -> ClusterCovariance.CR0;
            case CR2 -> ClusterCovariance.CR2;
            case CR3, JACKKNIFE -> ClusterCovariance.CR3;
        };
        synchronized (scores) {
            return scores.computeIfAbsent(kind, this::newScores);
        }
    }

    /** Plain scores of rows at hand take two short passes; all others follow from the moments of clusters. */
    private double[][] newScores(ClusterCovariance kind) {
        Feed feed = data.feed();
        if (kind == ClusterCovariance.CR0 && feed != null && data.clusters() == null) {
            return RowScores.of(feed, data.moments(), design);
        }
        return clustered(kind).scores(kind);
    }

    ClusterMeat clustered(VarianceEstimator v) {
        requireClusters(v);
        synchronized (scores) {
            ClusterMeat meat = clusterMeat;
            if (meat == null) {
                ClusterMoments moments = data.clusters();
                if (moments == null) {
                    moments = ClusterMoments.of(Objects.requireNonNull(data.feed()), data.moments().means);
                }
                meat = new ClusterMeat(moments, design);
                clusterMeat = meat;
            }
            return meat;
        }
    }

    void requireClusters(VarianceEstimator v) {
        if (clusters() == 0) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    v.label() + " is for rows in clusters, but none were given.",
                    "Name the cluster column, or use HC2.");
        }
    }
}
