package assay.linear;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fitted linear model with any number of outcomes on the same regressors: coefficients, covariances of every kind, and
 * degrees of freedom. Immutable; covariances are computed when first asked for.
 */
public final class LinearFit {

    private final List<String> names;
    private final Moments moments;
    private final @Nullable ClusterMoments clusterMoments;
    private final @Nullable Feed feed;
    private final Roles roles;
    private final Design design;
    private final @Nullable ClusterMeat clusterMeat;
    private final Map<String, RowMeat> rowMeats = new HashMap<>();
    private final Map<ClusterCovariance, double[][]> scores = new HashMap<>();

    LinearFit(
            List<String> names,
            Moments moments,
            @Nullable ClusterMoments clusterMoments,
            @Nullable Feed feed,
            Roles roles) {
        this.names = names;
        this.moments = moments;
        this.clusterMoments = clusterMoments;
        this.feed = feed;
        this.roles = roles;
        this.design = new Design(moments, roles, names);
        this.clusterMeat = clusterMoments == null ? null : new ClusterMeat(clusterMoments, design);
    }

    /** The same rows with other parts for the columns. */
    LinearFit with(Roles other) {
        return new LinearFit(names, moments, clusterMoments, feed, other);
    }

    Roles roles() {
        return roles;
    }

    List<String> instruments() {
        List<String> out = new ArrayList<>();
        for (int z : roles.instruments) {
            out.add(names.get(z));
        }
        return out;
    }

    /**
     * The outcomes.
     *
     * @return their names
     */
    public List<String> outcomes() {
        List<String> out = new ArrayList<>();
        for (int o : roles.outcomes) {
            out.add(names.get(o));
        }
        return List.copyOf(out);
    }

    /**
     * The coefficients that were kept, by name.
     *
     * @return the intercept, endogenous columns, exogenous columns
     */
    public List<String> terms() {
        return design.terms;
    }

    /**
     * Columns that were left out because they are constant or the columns before them determine them; instruments too.
     *
     * @return their names
     */
    public List<String> aliased() {
        return design.aliased;
    }

    /**
     * The rows n; with frequency weights their sum; rows of weight 0 are not counted.
     *
     * @return more than the rank
     */
    public long rows() {
        return (long) moments.rows;
    }

    /**
     * The clusters.
     *
     * @return G, or 0 without clusters
     */
    public int clusters() {
        return clusterMeat == null ? 0 : clusterMeat.clusters();
    }

    /**
     * The coefficients of an outcome.
     *
     * @return k, the intercept counted
     */
    public int rank() {
        return design.size();
    }

    /**
     * The coefficients.
     *
     * @param outcome index of the outcome
     * @return a new array in the order of {@link #terms()}
     */
    public double[] coefficients(int outcome) {
        return design.coefficients[outcome].clone();
    }

    /**
     * The covariance matrix of the coefficients of an outcome.
     *
     * @param outcome index of the outcome
     * @param v which estimator
     * @return a new symmetric k x k matrix
     * @throws EstimationException if it needs clusters and there are none, or rows and only moments were given
     */
    public double[][] covariance(int outcome, VarianceEstimator v) {
        return design.unwhiten(whitened(outcome, outcome, v, false));
    }

    /**
     * The covariance matrix of the coefficients of all outcomes.
     *
     * @param v which estimator
     * @return a new symmetric (m k) x (m k) matrix; coefficient j of outcome o has index {@code o k + j}
     * @throws EstimationException as {@link #covariance(int, VarianceEstimator)}
     */
    public double[][] jointCovariance(VarianceEstimator v) {
        int m = roles.outcomes.length;
        int k = rank();
        double[][] out = new double[m * k][m * k];
        for (int a = 0; a < m; a++) {
            for (int b = 0; b < m; b++) {
                double[][] block = design.unwhiten(whitened(a, b, v, true));
                for (int i = 0; i < k; i++) {
                    System.arraycopy(block[i], 0, out[a * k + i], b * k, k);
                }
            }
        }
        return out;
    }

    private double[][] whitened(int a, int b, VarianceEstimator v, boolean joint) {
        int k = rank();
        double n = moments.rows;
        if (v instanceof ClusterCovariance covariance) {
            double scale = covariance.scale(n, k, clusters(v));
            return scaled(product(scores(covariance), a * k, b * k), scale);
        }
        Covariance covariance = (Covariance) v;
        if (covariance == Covariance.CLASSICAL) {
            return scaled(Matrices.identity(k), design.residualProduct(a, b) / (n - k));
        }
        double scale = covariance == Covariance.HC1 ? n / (n - k) : 1;
        RowMeat meat = rowMeat(covariance, joint);
        double[][] out = new double[k][k];
        for (int i = 0; i < k; i++) {
            for (int j = 0; j < k; j++) {
                out[i][j] = scale * (joint ? meat.meats[0][a * k + i][b * k + j] : meat.meats[a][i][j]);
            }
        }
        return out;
    }

    private static double[][] scaled(double[][] a, double scale) {
        for (double[] row : a) {
            for (int j = 0; j < row.length; j++) {
                row[j] *= scale;
            }
        }
        return a;
    }

    private double[][] product(double[][] z, int a, int b) {
        int k = rank();
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

    private RowMeat rowMeat(Covariance covariance, boolean joint) {
        Feed rows = feed;
        if (rows == null) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    covariance.label() + " needs the residual of every row, but the model was fitted to the moments of "
                            + "clusters.",
                    "Use a cluster-robust or the classical estimator, or fit to the rows.");
        }
        Covariance meat = covariance == Covariance.HC1 ? Covariance.HC0 : covariance;
        synchronized (rowMeats) {
            return rowMeats.computeIfAbsent(meat.name() + joint, key -> RowMeat.of(rows, moments, design, meat, joint));
        }
    }

    private double[][] scores(ClusterCovariance covariance) {
        ClusterMeat meat = clustered(covariance);
        ClusterCovariance kind = switch (covariance) {
            case CR0, CR1, CR1P, CR1S -> ClusterCovariance.CR0;
            case CR2 -> ClusterCovariance.CR2;
            case CR3, JACKKNIFE -> ClusterCovariance.CR3;
        };
        synchronized (scores) {
            return scores.computeIfAbsent(kind, meat::scores);
        }
    }

    private int clusters(VarianceEstimator v) {
        return clustered(v).clusters();
    }

    private ClusterMeat clustered(VarianceEstimator v) {
        ClusterMeat meat = clusterMeat;
        if (meat == null) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    v.label() + " is for rows in clusters, but none were given.",
                    "Name the cluster column, or use HC2.");
        }
        return meat;
    }

    /**
     * The degrees of freedom of the t distribution of a contrast.
     *
     * @param contrast k multipliers of the coefficients; for CR2 the result depends on it
     * @param v which covariance
     * @return {@code n - k} for independent rows, {@code G - 1} for clusters, Satterthwaite's for CR2
     */
    public double degreesOfFreedom(double[] contrast, VarianceEstimator v) {
        if (!v.clustered()) {
            return moments.rows - rank();
        }
        ClusterMeat meat = clustered(v);
        if (v != ClusterCovariance.CR2) {
            return meat.clusters() - 1.0;
        }
        return meat.degreesOfFreedom(whiten(contrast));
    }

    private double[] whiten(double[] contrast) {
        if (contrast.length != rank()) {
            throw new IllegalArgumentException(contrast.length + " multipliers for " + rank() + " coefficients");
        }
        double[] out = new double[rank()];
        for (int j = 0; j < out.length; j++) {
            for (int t = 0; t < out.length; t++) {
                out[j] += design.r[t][j] * contrast[t];
            }
        }
        return out;
    }

    /**
     * Estimates a contrast of the coefficients of an outcome.
     *
     * @param estimand what it estimates
     * @param term its name
     * @param outcome index of the outcome
     * @param contrast k multipliers of the coefficients
     * @param v which covariance
     * @return the estimate with t inference
     * @throws EstimationException if the outcome is fitted exactly, or there are no more clusters than coefficients for
     *     an estimator without small-sample adjustment
     */
    public Estimate estimate(Estimand estimand, String term, int outcome, double[] contrast, VarianceEstimator v) {
        double[] w = whiten(contrast);
        refuse(v);
        if (!(design.residualProduct(outcome, outcome)
                > 1e-13 * moments.s[roles.outcomes[outcome]][roles.outcomes[outcome]])) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + outcomes().get(outcome) + "' is constant or an exact linear function of the columns; "
                            + "no variation is left to estimate a standard error from.",
                    "Check that no column is a copy of the outcome.");
        }
        double variance = Matrices.quadratic(w, whitened(outcome, outcome, v, false), w);
        return Estimate.studentT(
                estimand,
                term,
                Matrices.dot(contrast, design.coefficients[outcome]),
                Math.sqrt(variance),
                degreesOfFreedom(contrast, v));
    }

    /** Without adjustment, a meat of no more scores than coefficients is singular whatever the truth. */
    private void refuse(VarianceEstimator v) {
        if (v instanceof ClusterCovariance covariance && covariance.unadjusted() && clusters(v) <= rank()) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    String.format(
                            Locale.ROOT,
                            "%d clusters for %d coefficients: the scores of so few clusters nearly cancel, so that %s "
                                    + "is too small by an unknown factor.",
                            clusters(v),
                            rank(),
                            v.label()),
                    "Use CR2 with Satterthwaite degrees of freedom, or the wild cluster bootstrap.");
        }
    }

    /**
     * The estimated error variance.
     *
     * @param outcome index of the outcome
     * @return weighted residual sum of squares over {@code n - k}
     */
    public double residualVariance(int outcome) {
        return design.residualProduct(outcome, outcome) / (moments.rows - rank());
    }

    /**
     * The share of the outcome's variance that the regressors explain.
     *
     * @param outcome index of the outcome
     * @return at most 1, below 0 where instruments make it so; NaN if the outcome does not vary
     */
    public double rSquared(int outcome) {
        int y = roles.outcomes[outcome];
        return 1 - design.residualProduct(outcome, outcome) / moments.s[y][y];
    }

    /**
     * The weighted means of the regressors.
     *
     * @return a new array in the order of {@link #terms()}; 1 for the intercept
     */
    public double[] meanRow() {
        double[] out = new double[rank()];
        out[0] = 1;
        for (int t = 1; t < out.length; t++) {
            out[t] = moments.means[design.termColumns[t]];
        }
        return out;
    }

    /**
     * The strength of the instruments for the first endogenous column.
     *
     * @return empty for least squares
     */
    public Optional<FirstStage> firstStage() {
        return roles.endogenous.length == 0 ? Optional.empty() : Optional.of(Stages.of(this, 0));
    }

    /**
     * What the reader of results under a covariance must know.
     *
     * @param v which covariance
     * @return cautions
     */
    public List<Caution> cautions(VarianceEstimator v) {
        DesignCautions cautions = new DesignCautions().aliased(aliased());
        return cautions.list();
    }
}
