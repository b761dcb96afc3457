package assay.linear;

import assay.Caution;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A fitted linear model with any number of outcomes on the same regressors: coefficients, covariances of every kind, and
 * degrees of freedom. Immutable; covariances are computed when first asked for.
 */
public final class LinearFit {

    private static final double NOISELESS = 1e-13;

    private final List<String> names;
    private final Meats.Data data;
    private final Roles roles;
    private final @Nullable Rotation rotation;
    private final Design design;
    private final Meats meats;

    LinearFit(List<String> names, Meats.Data data, Roles roles, @Nullable Rotation rotation) {
        this.names = names;
        this.data = data;
        this.roles = roles;
        this.rotation = rotation;
        this.design = new Design(data.moments(), roles, names, rotation);
        this.meats = new Meats(data, design, roles);
    }

    /** The same rows with other parts for the columns. */
    LinearFit with(Roles other) {
        return new LinearFit(names, data, other, rotation);
    }

    Design design() {
        return design;
    }

    Meats meats() {
        return meats;
    }

    Meats.Data data() {
        return data;
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
        return (long) data.moments().rows;
    }

    /**
     * The clusters.
     *
     * @return G, or 0 without clusters
     */
    public int clusters() {
        return meats.clusters();
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
        return design.unwhiten(meats.covariance(outcome, outcome, v, false));
    }

    /**
     * The covariance matrix of the coefficients of all outcomes.
     *
     * @param v which estimator
     * @return a new symmetric (m k) x (m k) matrix; coefficient j of outcome o has index {@code o k + j}
     * @throws EstimationException as {@link #covariance(int, VarianceEstimator)}
     */
    public double[][] jointCovariance(VarianceEstimator v) {
        return meats.joint(v);
    }

    /**
     * The degrees of freedom of the t distribution of a contrast.
     *
     * @param contrast k multipliers of the coefficients; for CR2 the result depends on it
     * @param v which covariance
     * @return {@code n - k} for independent rows, {@code G - 1} for clusters, Satterthwaite's for CR2
     */
    public double degreesOfFreedom(double[] contrast, VarianceEstimator v) {
        return degreesOfFreedom(new double[][] {contrast}, v)[0];
    }

    /**
     * The degrees of freedom of several contrasts, from one pass over the clusters.
     *
     * @param contrasts k multipliers of the coefficients each
     * @param v which covariance
     * @return as {@link #degreesOfFreedom(double[], VarianceEstimator)}, in their order
     */
    public double[] degreesOfFreedom(double[][] contrasts, VarianceEstimator v) {
        double[] out = new double[contrasts.length];
        if (v == ClusterCovariance.CR2) {
            double[][] whitened = new double[contrasts.length][];
            for (int s = 0; s < out.length; s++) {
                whitened[s] = whiten(contrasts[s]);
            }
            return meats.clustered(v).degreesOfFreedom(whitened);
        }
        if (v.clustered()) {
            meats.requireClusters(v);
        }
        Arrays.fill(out, v.clustered() ? meats.clusters() - 1.0 : data.moments().rows - rank());
        return out;
    }

    double[] whiten(double[] contrast) {
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
        Refusals.few(this, v);
        double rss = design.residualProduct(outcome, outcome);
        int y = roles.outcomes[outcome];
        Refusals.noiseless(
                names.get(y),
                !(rss > NOISELESS * data.moments().s[y][y]) || data.moments().constant(y));
        double variance = Matrices.quadratic(w, meats.covariance(outcome, outcome, v, false), w);
        Refusals.unestimated(term, v, !(variance > 0));
        return Estimate.studentT(
                estimand,
                term,
                Matrices.dot(contrast, design.coefficients[outcome]),
                Math.sqrt(variance),
                degreesOfFreedom(contrast, v));
    }

    /**
     * The estimated error variance.
     *
     * @param outcome index of the outcome
     * @return weighted residual sum of squares over {@code n - k}
     */
    public double residualVariance(int outcome) {
        return design.residualProduct(outcome, outcome) / (data.moments().rows - rank());
    }

    /**
     * The share of the outcome's variance that the regressors explain.
     *
     * @param outcome index of the outcome
     * @return at most 1, below 0 where instruments make it so; NaN if the outcome does not vary
     */
    public double rSquared(int outcome) {
        int y = roles.outcomes[outcome];
        return 1 - design.residualProduct(outcome, outcome) / data.moments().s[y][y];
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
            out[t] = design.mean(design.termColumns[t]);
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
        return Refusals.cautions(this, v);
    }

    /**
     * The influence function of a coefficient, {@code n B x w e}, row by row.
     *
     * @param term index in {@link #terms()}
     * @param outcome index of the outcome
     * @return a new array with a value per row of the source, in its order; 0 for rows of weight 0
     * @throws EstimationException if the model was fitted to cluster moments or to groups of rows
     */
    public double[] influence(int term, int outcome) {
        return Influences.rows(this, term, outcome);
    }

    /**
     * The influence function of a coefficient summed over each cluster, {@code n B X_c' W_c e_c}.
     *
     * @param term index in {@link #terms()}
     * @param outcome index of the outcome
     * @return a new array with a value per cluster number
     * @throws EstimationException if there are no clusters
     */
    public double[] clusterInfluence(int term, int outcome) {
        return Influences.clusters(this, term, outcome);
    }
}
