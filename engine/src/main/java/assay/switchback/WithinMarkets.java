package assay.switchback;

import assay.Clusters;
import assay.Covariates;
import assay.Estimand;
import assay.EstimationException;
import assay.Fit;
import assay.Glance;
import assay.Problem;
import assay.Sample;
import assay.TwoArms;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Least squares within markets, which are the clusters: taking their means off every column gives what an indicator for each
 * market would, CR2 and its degrees of freedom included (Pustejovsky and Tipton, J. Bus. Econ. Stat. 36, 2018, theorem 2), in
 * far less time.
 */
final class WithinMarkets {

    private WithinMarkets() {}

    static Fit fit(Sample sample) {
        TwoArms arms = TwoArms.of(sample);
        Clusters markets = Clusters.of(sample);
        Covariates covariates = sample.covariates();
        List<String> names = new ArrayList<>();
        List<double[]> columns = new ArrayList<>();
        columns.add(within(sample.outcome(), markets));
        for (int c = 0; c < covariates.count(); c++) {
            names.add("covariate " + covariates.names().get(c));
            columns.add(within(covariates.columns()[c], markets));
        }
        names.add("treatment");
        columns.add(within(arms.indicator(), markets));
        LinearSpec spec = new LinearSpec(List.of("outcome"), names, List.of(), List.of());
        LinearFit fit = LinearModel.fit(
                ArrayRows.of(spec, columns.toArray(new double[0][])).clustered(markets.of()));
        if (fit.aliased().contains("treatment")) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    "Within markets the treatment (" + arms.contrast() + ") does not vary, or repeats a covariate.",
                    "Leave out the covariate that repeats the treatment, or toss more often.");
        }
        int last = fit.rank() - 1;
        double[] contrast = new double[fit.rank()];
        contrast[last] = 1;
        Glance glance = new Glance(
                "switchback-block-regression",
                "CR2, t with Satterthwaite degrees of freedom",
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                markets.count(),
                Map.of("r_squared_within", fit.rSquared(0)));
        return new Fit(
                List.of(fit.estimate(Estimand.LAG_EFFECT, arms.contrast(), 0, contrast, ClusterCovariance.CR2)),
                glance,
                fit.cautions(ClusterCovariance.CR2),
                term -> fit.influence(last, 0));
    }

    private static double[] within(double[] values, Clusters markets) {
        int[] of = markets.of();
        double[] origin = new double[markets.count()];
        double[] sum = new double[markets.count()];
        for (int i = 0; i < values.length; i++) {
            origin[of[i]] = values[i];
        }
        for (int i = 0; i < values.length; i++) {
            sum[of[i]] += values[i] - origin[of[i]];
        }
        double[] rest = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            int j = of[i];
            rest[i] = values[i] - origin[j] - sum[j] / markets.sizes()[j];
        }
        return rest;
    }
}
