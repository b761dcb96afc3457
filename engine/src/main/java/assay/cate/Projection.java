package assay.cate;

import assay.Caution;
import assay.Column;
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
import assay.WeightType;
import assay.linear.ArrayRows;
import assay.linear.ClusterCovariance;
import assay.linear.Covariance;
import assay.linear.LinearFit;
import assay.linear.LinearModel;
import assay.linear.LinearSpec;
import assay.linear.VarianceEstimator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * The best linear projection of the effect on covariates: least squares of the doubly robust scores on them, with an intercept
 * (Semenova and Chernozhukov, The Econometrics Journal 24, 2021). It uses the nuisances of a learner and not its effects, so that its
 * intervals hold whatever the effects look like; what it estimates is the linear function that is nearest to them.
 *
 * <p>Standard errors are HC3 with t and {@code n - k} degrees of freedom, or CR2 with Satterthwaite's with clusters.
 *
 * @param learner learns the nuisances
 * @param covariates names of the covariates to project on; empty for all
 */
public record Projection(Estimator<CateFit> learner, List<String> covariates) implements Estimator<Fit> {

    public Projection {
        covariates = List.copyOf(covariates);
    }

    /**
     * A projection on all covariates.
     *
     * @param learner learns the nuisances
     */
    public Projection(Estimator<CateFit> learner) {
        this(learner, List.of());
    }

    @Override
    public Estimand target() {
        return Estimand.COEFFICIENT;
    }

    @Override
    public Set<Role> needs() {
        return learner.needs();
    }

    @Override
    public Set<Role> reads() {
        return learner.reads();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        List<Column> chosen = new ArrayList<>();
        for (Column column : sample.columns(Role.COVARIATE)) {
            if (covariates.isEmpty() || covariates.contains(column.name())) {
                chosen.add(column);
            }
        }
        for (String name : covariates) {
            if (chosen.stream().noneMatch(c -> c.name().equals(name))) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "The effect is to be projected on '" + name + "', which is not a covariate of the sample.",
                        "Name covariates of the sample.");
            }
        }
        CateFit fit = learner.estimate(sample, random);
        boolean clustered = fit.scores().cluster() != null;
        return of(fit, Covariates.of(chosen), clustered ? ClusterCovariance.CR2 : Covariance.HC3);
    }

    /**
     * Projects the effect of a fit.
     *
     * @param fit the scores
     * @param covariates what to project on, a value for each row of the fit
     * @param variance the covariance estimator
     * @return a term for each covariate that is not aliased, then the term {@code intercept}; with influence functions
     * @throws EstimationException if an arm is empty, there are too few rows or clusters, or the scores do not vary
     */
    public static Fit of(CateFit fit, Covariates covariates, VarianceEstimator variance) {
        OrthogonalScores scores = fit.scores();
        int treated = AverageEffects.treated(scores);
        double[][] columns = new double[covariates.count() + 1][];
        List<String> names = new ArrayList<>();
        for (int j = 0; j < covariates.count(); j++) {
            columns[j + 1] = covariates.columns()[j];
            names.add("x:" + covariates.names().get(j));
        }
        columns[0] = scores.doublyRobust();
        ArrayRows rows = ArrayRows.of(LinearSpec.ols(List.of("doubly robust score"), names), columns);
        double[] weight = scores.weight();
        int[] cluster = scores.cluster();
        rows = weight == null ? rows : rows.weighted(weight, WeightType.PROBABILITY);
        rows = cluster == null ? rows : rows.clustered(cluster);
        LinearFit line = LinearModel.fit(rows);
        List<String> terms = line.terms();
        int k = terms.size();
        List<Estimate> estimates = new ArrayList<>();
        for (int t = 0; t < k; t++) {
            int at = (t + 1) % k;
            double[] contrast = new double[k];
            contrast[at] = 1;
            String term = at == 0 ? "intercept" : terms.get(at).substring(2);
            estimates.add(line.estimate(Estimand.COEFFICIENT, term, 0, contrast, variance));
        }
        List<Caution> cautions = new ArrayList<>(fit.cautions());
        for (Caution caution : line.cautions(variance)) {
            if (cautions.stream().noneMatch(c -> c.code().equals(caution.code()))) {
                cautions.add(caution);
            }
        }
        Glance glance = new Glance(
                "cate-projection",
                variance.label() + " of the doubly robust scores, t",
                scores.size(),
                treated,
                scores.size() - treated,
                fit.glance().dropped(),
                line.clusters(),
                Map.of("r_squared", line.rSquared(0)));
        return new Fit(estimates, glance, cautions, term -> line.influence((term + 1) % k, 0));
    }
}
