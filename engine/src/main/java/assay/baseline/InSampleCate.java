package assay.baseline;

import assay.Estimand;
import assay.Estimator;
import assay.Role;
import assay.Sample;
import assay.cate.CateFit;
import assay.cate.OrthogonalScores;
import assay.nuisance.BoostedTrees;
import assay.nuisance.CrossFit;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Effects by unit judged on the rows that they were learned from: the model of all rows predicts its own rows, and so do boosted trees
 * for the expected outcome of each arm. The effects have fitted the noise of the outcomes that the scores are made of, so units ranked
 * high by luck look as if they respond. Kept because it fails.
 *
 * @param learner learns the effects
 */
public record InSampleCate(Estimator<CateFit> learner) implements Estimator<CateFit> {

    @Override
    public Estimand target() {
        return learner.target();
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
    public CateFit estimate(Sample sample, RandomGenerator random) {
        CateFit fit = learner.estimate(sample, random);
        OrthogonalScores honest = fit.scores();
        double[][] columns = sample.covariates().columns();
        int size = fit.size();
        int[] rows = new int[size];
        for (int i = 0; i < size; i++) {
            rows[i] = i;
        }
        double[] effects = new double[size];
        fit.model().predict(columns, rows, effects, null);
        OrthogonalScores scores = new OrthogonalScores(
                honest.outcome(),
                honest.arm(),
                honest.propensity(),
                mean(columns, honest, rows, 1, random),
                mean(columns, honest, rows, 0, random),
                honest.cluster(),
                honest.weight());
        return new CateFit(effects, null, new boolean[size], scores, fit.model(), fit.glance(), fit.cautions());
    }

    /** The expected outcome in an arm, predicted for the rows that it was learned from. */
    private static double[] mean(
            double[][] columns, OrthogonalScores data, int[] rows, double arm, RandomGenerator random) {
        double[] out = new double[rows.length];
        BoostedTrees.regression()
                .fit(columns, data.outcome(), CrossFit.inArm(rows, data.arm(), arm), random)
                .predict(columns, rows, out);
        return out;
    }
}
