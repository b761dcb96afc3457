package assay.policy;

import assay.Policy;
import assay.nuisance.Predictor;

/**
 * A policy that predicts what each action would bring and takes the action of the highest prediction less its charge, the lowest
 * action where several are equal. With two actions it treats where the predicted effect is above the charge. Immutable.
 */
public final class ScorePolicy implements Policy {

    private static final int[] FIRST = {0};

    private final Predictor[] predictors;
    private final double[] charges;

    ScorePolicy(Predictor[] predictors, double[] charges) {
        this.predictors = predictors;
        this.charges = charges;
    }

    /**
     * What each action is charged, beyond the costs that the scores were net of.
     *
     * @return a new array
     */
    public double[] charges() {
        return charges.clone();
    }

    @Override
    public int action(double[] x) {
        double[][] columns = new double[x.length][];
        for (int j = 0; j < x.length; j++) {
            columns[j] = new double[] {x[j]};
        }
        double[] out = new double[1];
        int best = 0;
        double most = Double.NEGATIVE_INFINITY;
        for (int a = 0; a < predictors.length; a++) {
            predictors[a].predict(columns, FIRST, out);
            if (out[0] - charges[a] > most) {
                most = out[0] - charges[a];
                best = a;
            }
        }
        return best;
    }
}
