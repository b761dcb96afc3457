package assay.baseline;

import assay.Clusters;
import assay.Column;
import assay.Estimand;
import assay.Estimator;
import assay.Fit;
import assay.Glance;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.nuisance.BoostedTrees;
import assay.nuisance.CrossFit;
import assay.nuisance.Folds;
import assay.nuisance.Learner;
import assay.nuisance.Stopping;
import assay.nuisance.Task;
import assay.switchback.SwitchbackBlockRegression;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Adjustment for a prediction that was learned from the outcomes of the experiment itself, both arms together, with the period and
 * the market among the features. Rows are cross-fitted in two random folds, which looks careful. But rows of one block, and
 * users of one cell, stand in both folds; period and market tell which block a row is in, and so the learner knows
 * its arm. Where the effect is large enough to be found, the prediction holds part of it, and adjusting takes that part
 * away. Kept because it fails.
 *
 * @param regression the block regression that is given the prediction as its covariate
 */
public record InExperimentCupac(SwitchbackBlockRegression regression) implements Estimator<Fit> {

    private static final Learner LEARNER =
            new BoostedTrees(Task.REGRESSION, 120, 3, 0.12, 2, 128, Stopping.NEVER_EARLY);
    private static final int FOLDS = 2;

    /**
     * The usual choice.
     *
     * @param burnIn periods dropped at the start of each block before all else, not negative
     * @return errors clustered by block
     */
    public static InExperimentCupac standard(int burnIn) {
        return new InExperimentCupac(SwitchbackBlockRegression.standard(burnIn));
    }

    @Override
    public Estimand target() {
        return Estimand.LAG_EFFECT;
    }

    @Override
    public Set<Role> needs() {
        return regression.needs();
    }

    @Override
    public Fit estimate(Sample sample, RandomGenerator random) {
        sample.require(needs());
        double[] y = sample.outcome();
        List<double[]> features =
                new ArrayList<>(Arrays.asList(sample.covariates().columns()));
        features.add(sample.numeric(Role.TIME));
        if (sample.has(Role.CLUSTER)) {
            features.add(
                    Arrays.stream(Clusters.of(sample).of()).asDoubleStream().toArray());
        }
        double[][] columns = features.toArray(new double[0][]);
        CrossFit folds = CrossFit.split(
                FOLDS, Folds.RANDOM, columns, y, TwoArms.of(sample).indicator(), random);
        double[] prediction = folds.predict(LEARNER, columns, y, random);
        Fit fit =
                regression.estimate(sample.with(Role.COVARIATE, new Column.Numeric("prediction", prediction)), random);
        Glance glance = new Glance(
                "in-experiment-cupac",
                fit.glance().variance(),
                fit.glance().n(),
                fit.glance().treated(),
                fit.glance().control(),
                fit.glance().dropped(),
                fit.glance().clusters(),
                fit.glance().diagnostics());
        return new Fit(fit.terms(), glance, fit.cautions());
    }
}
