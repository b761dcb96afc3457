package assay.resampling;

import assay.Arguments;
import assay.Caution;
import assay.Clusters;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The effect of treatment by least squares on treatment and covariates, with inference by the restricted wild cluster
 * bootstrap-t (Cameron, Gelbach and Miller, Rev. Econ. Stat. 90, 2008; Djogbenou, MacKinnon and Nielsen, J. Econometrics 212,
 * 2019).
 *
 * <p>Under a null hypothesis the residuals of each cluster are multiplied by one random weight, and the t-statistic, with the
 * CR1S standard error, is computed again. The p-value is the share of draws beyond the statistic of the data, ties left out;
 * where all combinations of weights are no more than the draws they are listed, and p is a share of them. The interval holds
 * the hypotheses that are not rejected.
 *
 * <p>With few treated clusters the draws hardly vary under the null and the test loses its level or its power: see the caution
 * {@code few-treated-clusters}, and randomisation inference.
 *
 * @param draws how many draws at most, at least 99
 * @param weights the law of the weights
 * @param tails how a two-sided p-value is made
 * @param residuals which residuals are redrawn
 */
public record WildClusterBootstrap(int draws, WildWeights weights, Tails tails, Residuals residuals)
        implements Estimator<Fit> {

    private static final int FEWEST_DRAWS = 99;
    private static final int FEWEST_TREATED = 6;

    public WildClusterBootstrap {
        Arguments.atLeast("draws", draws, FEWEST_DRAWS);
    }

    /**
     * The usual choice.
     *
     * @return 999 restricted draws, symmetric, with weights by the number of clusters
     */
    public static WildClusterBootstrap standard() {
        return new WildClusterBootstrap(999, WildWeights.BY_CLUSTERS, Tails.SYMMETRIC, Residuals.RESTRICTED);
    }

    @Override
    public Estimand target() {
        return Estimand.ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        Clusters clusters = Clusters.of(sample);
        if (clusters.count() < 2) {
            throw new EstimationException(
                    Problem.TOO_FEW_CLUSTERS,
                    "Column '" + clusters.column() + "' has one cluster; the spread between clusters needs two.",
                    "Check the column.");
        }
        Covariates covariates = sample.covariates();
        double[][] columns = Arrays.copyOf(covariates.columns(), covariates.count() + 1);
        columns[covariates.count()] = arms.indicator();
        List<String> names = new ArrayList<>(covariates.names());
        names.add(
                sample.has(Role.ASSIGNMENT)
                        ? sample.column(Role.ASSIGNMENT).name()
                        : sample.column(Role.TREATMENT).name());
        double @Nullable [] weighting = sample.has(Role.WEIGHT) ? sample.numeric(Role.WEIGHT) : null;
        ClusterScores fit = new ClusterScores(outcome, names, columns, weighting, clusters);
        int term = fit.coefficientCount() - 1;
        WildBootstrap bootstrap = new WildBootstrap(fit, term, residuals);
        noise(
                outcome,
                bootstrap.squaredError(),
                fit,
                term,
                sample.column(Role.OUTCOME).name());

        WildWeights law = weights.resolve(clusters.count(), draws);
        boolean listed = law.listed(clusters.count(), draws);
        Redrawn redrawn = bootstrap.draw(law, draws, random);
        double stdError = Math.sqrt(fit.smallSample() * bootstrap.squaredError());
        RedrawnTest inference = new RedrawnTest(fit.coefficient(term), stdError, redrawn, tails, Ties.LEFT_OUT, listed);
        Estimate estimate = new Estimate(target(), arms.contrast(), fit.coefficient(term), stdError, inference);
        ClusterArms byArm = ClusterArms.of(arms, clusters);
        Glance glance = new Glance(
                "wild-cluster-bootstrap",
                variance(law, redrawn.count(), listed),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters.count(),
                Map.of(
                        "draws",
                        (double) redrawn.count(),
                        "p_value_with_ties",
                        inference.pValue(0, Ties.COUNTED),
                        "clusters_treated",
                        (double) byArm.treated(),
                        "clusters_control",
                        (double) byArm.control()));
        return new Fit(List.of(estimate), glance, cautions(fit, byArm), index -> fit.influence(term));
    }

    private static void noise(double[] y, double squaredError, ClusterScores fit, int term, String column) {
        double rss = 0;
        double mean = Arrays.stream(y).sum() / y.length;
        double tss = 0;
        for (int i = 0; i < y.length; i++) {
            rss += fit.residuals()[i] * fit.residuals()[i];
            tss += (y[i] - mean) * (y[i] - mean);
        }
        if (assay.linear.LeastSquares.noiseless(rss, tss, y.length, mean)
                || !(squaredError > 1e-24 * fit.bread(term)[term] * rss)) {
            throw new EstimationException(
                    Problem.CONSTANT_OUTCOME,
                    "Outcome '" + column + "' is constant, or an exact linear function of the columns; no variation is"
                            + " left to estimate a standard error from.",
                    "Check that the right column was named.");
        }
    }

    private String variance(WildWeights law, int count, boolean listed) {
        return String.format(
                Locale.ROOT,
                "%s wild cluster bootstrap-t of CR1S, %s weights, %s %d draws, %s",
                residuals == Residuals.RESTRICTED ? "restricted" : "unrestricted",
                law == WildWeights.WEBB ? "Webb" : "Rademacher",
                listed ? "all" : "of",
                count,
                tails == Tails.SYMMETRIC ? "symmetric" : "equal-tailed");
    }

    private static List<Caution> cautions(ClusterScores fit, ClusterArms arms) {
        List<Caution> cautions = new ArrayList<>();
        if (!fit.aliased().isEmpty()) {
            cautions.add(Caution.of(
                    "aliased-columns",
                    "Left out " + String.join(", ", fit.aliased())
                            + ": constant, or a linear combination of the columns before."));
        }
        arms.fewTreated(
                        FEWEST_TREATED,
                        "the wild bootstrap can hardly vary the statistic under the null, so that its p-values are far from"
                                + " their level; use randomisation-inference.")
                .ifPresent(cautions::add);
        return cautions;
    }
}
