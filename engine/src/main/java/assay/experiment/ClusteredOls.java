package assay.experiment;

import assay.Caution;
import assay.Clusters;
import assay.Estimand;
import assay.Estimate;
import assay.EstimationException;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.resampling.ClusterArms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The effect of treatment by least squares of the outcome on treatment and covariates, unit by unit, with a standard error that
 * lets the units of a cluster depend on each other.
 *
 * <p>Every unit counts the same, so large clusters count more: where the effect changes with the size of a cluster, this is the
 * average over units, and {@link ClusterMeans} the average over clusters. The standard choice is CR2 of Bell and McCaffrey
 * (Survey Methodology 28, 2002) with the degrees of freedom of Satterthwaite (Pustejovsky and Tipton, J. Bus. Econ. Stat. 36,
 * 2018), which hold down to few and unlike clusters; CR0 and CR1 with G - 1 degrees of freedom do not.
 *
 * @param covariance the covariance estimator
 */
public record ClusteredOls(ClusterCovariance covariance) implements Estimator<Fit> {

    /**
     * The usual choice.
     *
     * @return with {@link ClusterCovariance#CR2}
     */
    public static ClusteredOls standard() {
        return new ClusteredOls(ClusterCovariance.CR2);
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
    public Set<Role> reads() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER, Role.COVARIATE, Role.WEIGHT, Role.PROPENSITY);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        DesignColumns columns = new DesignColumns(sample, arms);
        Clusters clusters = columns.clusters().orElseThrow();
        String treatment = sample.column(sample.has(Role.ASSIGNMENT) ? Role.ASSIGNMENT : Role.TREATMENT)
                .name();
        ArrayRows rows = columns.rows(
                DesignColumns.Named.of(columns.outcomeName(), columns.outcome()),
                DesignColumns.Named.of(treatment, arms.indicator()),
                DesignColumns.Named.NONE,
                DesignColumns.Named.NONE);
        LinearFit fit = LinearModel.fit(rows);
        List<String> regressors = rows.spec().exogenous();
        if (fit.aliased().contains(regressors.get(regressors.size() - 1))) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "The treatment (" + arms.contrast() + ") is a linear combination of the covariates "
                            + String.join(", ", columns.covariates().names())
                            + ", so no data of this kind can tell its effect from theirs.",
                    "Leave out the covariate that repeats the treatment.");
        }
        double[] contrast = new double[fit.rank()];
        contrast[fit.rank() - 1] = 1;
        Estimate estimate = fit.estimate(target(), arms.contrast(), 0, contrast, covariance);
        ClusterArms byArm = ClusterArms.of(arms, clusters);
        Glance glance = new Glance(
                "clustered-ols",
                variance(covariance),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters.count(),
                Map.of(
                        "clusters_treated", (double) byArm.treated(),
                        "clusters_control", (double) byArm.control(),
                        "r_squared", fit.rSquared(0)));
        List<Caution> cautions = new ArrayList<>(fit.cautions(covariance));
        cautions.addAll(ClusterCautions.of(arms, clusters, covariance));
        double[] indicator = arms.indicator();
        Influence influence =
                term -> CoefficientInfluence.of(columns, columns.outcome(), indicator, List.of(indicator));
        return new Fit(List.of(estimate), glance, cautions, influence);
    }

    /** The covariance and its reference distribution in words. */
    static String variance(ClusterCovariance covariance) {
        return covariance == ClusterCovariance.CR2
                ? "CR2, t with Satterthwaite degrees of freedom"
                : covariance.label() + ", t with G - 1 degrees of freedom";
    }
}
