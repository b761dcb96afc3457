package assay.interference;

import assay.Caution;
import assay.Column;
import assay.Covariates;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import assay.experiment.DifferenceInMeans;
import assay.experiment.Lin;
import assay.experiment.Population;
import assay.linear.Covariance;
import assay.resampling.ClusterArms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The global average treatment effect from whole clusters assigned by lot, each unit of the sample counting the same.
 *
 * <p>Where units reach each other within clusters but not between them, a treated cluster shows what its units would do were
 * all treated, and a control cluster what they would do were none. With totals {@code Y_g}, sizes {@code n_g}, {@code N} units
 * in {@code G} clusters and {@code G1} of them treated, {@link ClusterWeighting#HORVITZ_THOMPSON} is {@code G/N (mean of Y_g |
 * treated - mean of Y_g | control)} and unbiased over all assignments; {@link ClusterWeighting#HAJEK} divides the total of an
 * arm by its units; {@link ClusterWeighting#CLUSTER_LIN} regresses {@code G Y_g / N}. Variances are Neyman's {@code s1^2 / G1 +
 * s0^2 / G0} over totals, over totals linearised about the ratio ({@code Y_g - ybar n_g}), or over residuals (HC2): their
 * expectation is not below the variance over assignments, and equal to it for totals if the effect on them is the same for all
 * clusters (Middleton and Aronow, Stat. Politics Policy 6, 2015). Inference is Student's t with the degrees of freedom of Welch,
 * or those of the regression.
 *
 * <p>With a propensity, clusters were treated by tosses of their own coin: weights are inverse probabilities, and the variance
 * of Horvitz and Thompson is {@code sum of Y_g^2 / p_g^2 / N^2} over both arms (p being the probability of the arm that a
 * cluster is in), with {@code G - 2} degrees of freedom.
 *
 * @param weighting how totals become a mean
 */
public record ClusterRandomised(ClusterWeighting weighting) implements Estimator<Fit> {

    private static final int ENOUGH = 5;

    /**
     * The usual choice.
     *
     * @return Hajek's ratio
     */
    public static ClusterRandomised standard() {
        return new ClusterRandomised(ClusterWeighting.HAJEK);
    }

    @Override
    public Estimand target() {
        return Estimand.GLOBAL_ATE;
    }

    @Override
    public Set<Role> needs() {
        return Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.CLUSTER);
    }

    @Override
    public Set<Role> reads() {
        Set<Role> roles = EnumSet.copyOf(needs());
        roles.add(weighting == ClusterWeighting.CLUSTER_LIN ? Role.COVARIATE : Role.PROPENSITY);
        return roles;
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        ClusterDesign design = ClusterDesign.of(sample);
        double[] totals = design.totals(sample.outcome());
        Fit fit = switch (weighting) {
            case HORVITZ_THOMPSON ->
                sample.has(Role.PROPENSITY)
                        ? tossed(design, totals, design.propensity(sample))
                        : means(sample, design, scaled(totals, sample.size()), random);
            case HAJEK -> means(sample, design, linearised(sample, design, totals), random);
            case CLUSTER_LIN -> regression(sample, design, scaled(totals, sample.size()), random);
        };
        Estimate clusters = fit.estimate();
        Estimate estimate = new Estimate(
                target(), design.arms().contrast(), clusters.value(), clusters.stdError(), clusters.inference());
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        ClusterArms.of(design.arms(), design.clusters())
                .fewTreated(ENOUGH, "intervals rest on the spread of few totals; check with randomisation-inference.")
                .ifPresent(cautions::add);
        Influence influence = design.spread(fit.influence().orElseThrow());
        return new Fit(List.of(estimate), glance(sample, design, fit.glance()), cautions, influence);
    }

    private Glance glance(Sample sample, ClusterDesign design, Glance clusters) {
        String words = switch (weighting) {
            case HORVITZ_THOMPSON -> " over cluster totals";
            case HAJEK -> " over linearised cluster totals";
            case CLUSTER_LIN -> " of the regression of cluster totals";
        };
        return new Glance(
                "cluster-randomised",
                clusters.variance() + words,
                sample.size(),
                design.arms().treated(),
                design.arms().control(),
                sample.dropped(),
                design.clusters().count(),
                Map.of("clusters_treated", (double) design.count(1), "clusters_control", (double) design.count(0)));
    }

    /** Totals in units of a mean over all units: their average over clusters is the mean outcome. */
    private static double[] scaled(double[] totals, int units) {
        double[] scaled = new double[totals.length];
        for (int g = 0; g < scaled.length; g++) {
            scaled[g] = totals[g] * totals.length / units;
        }
        return scaled;
    }

    /** Values whose mean over the clusters of an arm is the arm's ratio, and whose spread is that of its linearisation. */
    private static double[] linearised(Sample sample, ClusterDesign design, double[] totals) {
        double[] sizes = design.sizes();
        double[] arm = design.arm();
        double[] weights = new double[totals.length];
        Arrays.fill(weights, 1);
        if (sample.has(Role.PROPENSITY)) {
            double[] p = design.propensity(sample);
            Arrays.setAll(weights, g -> arm[g] == 1 ? 1 / p[g] : 1 / (1 - p[g]));
        }
        double[] sums = new double[2];
        double[] units = new double[2];
        for (int g = 0; g < totals.length; g++) {
            sums[(int) arm[g]] += weights[g] * totals[g];
            units[(int) arm[g]] += weights[g] * sizes[g];
        }
        double[] values = new double[totals.length];
        for (int g = 0; g < values.length; g++) {
            int a = (int) arm[g];
            double ratio = sums[a] / units[a];
            values[g] = ratio + weights[g] * (totals[g] - ratio * sizes[g]) * design.count(a) / units[a];
        }
        return values;
    }

    private static Sample.Builder table(Sample sample, ClusterDesign design, double[] values) {
        return Sample.builder()
                .outcome(sample.column(Role.OUTCOME).name(), values)
                .assignment(design.clusters().column(), design.arm());
    }

    private static Fit means(Sample sample, ClusterDesign design, double[] values, RandomGenerator random) {
        return new DifferenceInMeans().estimate(table(sample, design, values).build(), random);
    }

    /** Sizes are a covariate where they differ: without them totals of large clusters are noise. */
    private static Fit regression(Sample sample, ClusterDesign design, double[] values, RandomGenerator random) {
        Sample.Builder table = table(sample, design, values);
        double[] sizes = design.sizes();
        boolean adjusted = Arrays.stream(sizes).distinct().count() > 1;
        if (adjusted) {
            table.covariate("units of " + design.clusters().column(), sizes);
        }
        Covariates covariates = sample.covariates();
        for (int j = 0; j < covariates.count(); j++) {
            double[] totals = scaled(design.totals(covariates.columns()[j]), sample.size());
            table.add(
                    Role.COVARIATE,
                    new Column.Numeric("total of " + covariates.names().get(j), totals));
            adjusted = true;
        }
        Sample clusters = table.build();
        return adjusted
                ? new Lin(Population.SUPERPOPULATION, Covariance.HC2).estimate(clusters, random)
                : new DifferenceInMeans().estimate(clusters, random);
    }

    private static Fit tossed(ClusterDesign design, double[] totals, double[] propensity) {
        double[] arm = design.arm();
        double units = Arrays.stream(design.sizes()).sum();
        double[] terms = new double[totals.length];
        double sum = 0;
        double squares = 0;
        for (int g = 0; g < terms.length; g++) {
            terms[g] = (arm[g] == 1 ? totals[g] / propensity[g] : -totals[g] / (1 - propensity[g])) / units;
            sum += terms[g];
            squares += terms[g] * terms[g];
        }
        double value = sum;
        Influence influence = term -> {
            double[] values = new double[terms.length];
            Arrays.setAll(values, g -> terms.length * terms[g] - value);
            return values;
        };
        return new Fit(
                List.of(Estimate.studentT(
                        Estimand.GLOBAL_ATE, "clusters", value, Math.sqrt(squares), terms.length - 2)),
                new Glance(
                        "cluster-randomised",
                        "sum of squares of inverse probability weighted totals, t with G - 2 degrees of freedom,",
                        terms.length,
                        design.count(1),
                        design.count(0),
                        0,
                        terms.length,
                        Map.of()),
                List.of(),
                influence);
    }
}
