package assay.transport;

import assay.Role;
import assay.nuisance.LogisticFit;
import assay.nuisance.LogisticLearner;
import java.util.random.RandomGenerator;

/**
 * Weights of the rows of an experiment by their odds of being in the target, {@code (1 - p(x)) / p(x)} with p the probability of
 * being in the experiment by a logistic regression, over the known probability of their arm where there is one.
 */
final class Odds {

    final LogisticFit model;
    final double[][] columns;
    final int[] rows;
    final double[] participation;
    /** By row of the sample, 0 in the target; only ratios within an arm matter. */
    final double[] weights;

    private Odds(LogisticFit model, double[][] columns, int[] rows, double[] participation, double[] weights) {
        this.model = model;
        this.columns = columns;
        this.rows = rows;
        this.participation = participation;
        this.weights = weights;
    }

    static Odds of(Populations populations, RandomGenerator random) {
        double[][] columns = populations.sample.covariates().columns();
        double[] participation = populations.participation();
        int[] rows = new int[participation.length];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = i;
        }
        LogisticFit model = new LogisticLearner().fit(columns, participation, rows, random);
        double[] p = new double[rows.length];
        model.predict(columns, rows, p);
        double[] weights = new double[rows.length];
        double[] known =
                populations.sample.has(Role.PROPENSITY) ? populations.sample.numeric(Role.PROPENSITY) : new double[0];
        for (int i = 0; i < populations.experiment.length; i++) {
            int row = populations.experiment[i];
            double chance = known.length == 0 ? 1 : populations.arms.indicator()[i] == 1 ? known[row] : 1 - known[row];
            weights[row] = (1 - p[row]) / p[row] / chance;
        }
        return new Odds(model, columns, rows, participation, weights);
    }

    /** Adds what the estimation of the odds contributes; the slope is in the log-odds of being in the experiment. */
    void addEstimation(double[] slope, double[] influence) {
        model.addEstimation(columns, rows, participation, slope, influence);
    }
}
