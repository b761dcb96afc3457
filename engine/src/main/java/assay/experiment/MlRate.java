package assay.experiment;

import assay.Arguments;
import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Estimate;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Influence;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.SeriesLearner;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/**
 * Adjustment by any learner: outcomes are predicted from covariates, each row by a learner that has not seen it, and the
 * prediction is the one covariate of {@link Lin}'s regression (Guo, Coey, Konutgan, Li, Schoener and Goldman, NeurIPS 2021).
 *
 * <p>However bad the predictions, the estimate stays valid, as they are only a covariate measured before assignment; the
 * better they are, the smaller its variance. Treatment is no feature of the learner.
 *
 * <p>Where clusters were assigned, all rows of a cluster are in one fold and the regression is over cluster means of
 * outcomes and predictions, every cluster counting the same (Su and Ding, J. R. Stat. Soc. B 83, 2021).
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there are fewer than two folds.
 *
 * @param learner predicts the outcome, over both arms
 * @param folds number of folds, at least 2
 * @param unit what was randomised
 */
public record MlRate(Learner learner, int folds, RandomisationUnit unit) implements Estimator<Fit> {

    public MlRate {
        Arguments.atLeast("folds", folds, 2);
    }

    /**
     * Series regression.
     *
     * @return polynomials of degree 5, three folds, a row for each randomised unit
     */
    public static MlRate standard() {
        return new MlRate(SeriesLearner.regression(5), 3, RandomisationUnit.ROW);
    }

    @Override
    public Estimand target() {
        return unit == RandomisationUnit.ROW ? Estimand.SATE : Estimand.CLUSTER_ATE;
    }

    @Override
    public Set<Role> needs() {
        return unit.needs(Role.OUTCOME, Role.ASSIGNMENT, Role.COVARIATE);
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        ArmMoments plain = ArmMoments.of(arms, outcome)
                .requireVariation(sample.column(Role.OUTCOME).name());
        double[][] columns = sample.covariates().columns();
        Clusters clusters = unit == RandomisationUnit.CLUSTER ? Clusters.of(sample) : null;
        double[] predicted;
        Sample units;
        if (clusters == null) {
            predicted = CrossFit.split(folds, Folds.STRATIFIED_BY_ARM, columns, outcome, arms.indicator(), random)
                    .predict(learner, columns, outcome, random);
            units = sample.with(Role.COVARIATE, new Column.Numeric("prediction", predicted));
        } else {
            double[] arm = ClusterMeans.arms(arms, clusters);
            predicted = byCluster(columns, outcome, arm, clusters, random);
            units = Sample.builder()
                    .outcome(sample.column(Role.OUTCOME).name(), means(outcome, clusters))
                    .assignment(clusters.column(), arm)
                    .covariate("prediction", means(predicted, clusters))
                    .build();
        }
        Fit fit = Lin.standard().estimate(units, random);
        Estimate lin = fit.estimate();
        Map<String, Double> diagnostics = new TreeMap<>();
        diagnostics.put("folds", (double) folds);
        diagnostics.put("unadjusted_estimate", plain.difference());
        diagnostics.put("prediction_r_squared", explained(outcome, predicted));
        Glance glance = new Glance(
                "mlrate",
                "Lin's regression on cross-fitted predictions, " + fit.glance().variance()
                        + (clusters == null ? "" : " over clusters"),
                sample.size(),
                arms.treated(),
                arms.control(),
                sample.dropped(),
                clusters == null ? 0 : clusters.count(),
                diagnostics);
        Influence own = fit.influence().orElseThrow();
        return new Fit(
                List.of(new Estimate(target(), arms.contrast(), lin.value(), lin.stdError(), lin.inference())),
                glance,
                fit.cautions(),
                clusters == null ? own : term -> ClusterMeans.spread(own.values(term), clusters));
    }

    private double[] byCluster(
            double[][] columns, double[] outcome, double[] arm, Clusters clusters, RandomGenerator random) {
        double[][] centres = new double[columns.length][];
        for (int j = 0; j < centres.length; j++) {
            centres[j] = means(columns[j], clusters);
        }
        CrossFit split = CrossFit.split(folds, Folds.STRATIFIED_BY_ARM, centres, means(outcome, clusters), arm, random);
        double[] out = new double[outcome.length];
        for (int f = 0; f < split.count(); f++) {
            int[] training = rows(split.training(f), clusters);
            learner.fit(columns, outcome, training, random).predict(columns, rows(split.fold(f), clusters), out);
        }
        return out;
    }

    private static int[] rows(int[] members, Clusters clusters) {
        boolean[] in = new boolean[clusters.count()];
        int count = 0;
        for (int g : members) {
            in[g] = true;
            count += clusters.sizes()[g];
        }
        int[] rows = new int[count];
        int next = 0;
        for (int i = 0; i < clusters.of().length; i++) {
            if (in[clusters.of()[i]]) {
                rows[next++] = i;
            }
        }
        return rows;
    }

    private static double[] means(double[] values, Clusters clusters) {
        double[] means = RatioUnits.sums(values, clusters);
        for (int g = 0; g < means.length; g++) {
            means[g] /= clusters.sizes()[g];
        }
        return means;
    }

    /** One less the mean squared error of the predictions over the variance; below 0 where they are worse than the mean. */
    private static double explained(double[] outcome, double[] predicted) {
        double mean = Adjustment.mean(outcome);
        double left = 0;
        double total = 0;
        for (int i = 0; i < outcome.length; i++) {
            left += (outcome[i] - predicted[i]) * (outcome[i] - predicted[i]);
            total += (outcome[i] - mean) * (outcome[i] - mean);
        }
        return 1 - left / total;
    }
}
