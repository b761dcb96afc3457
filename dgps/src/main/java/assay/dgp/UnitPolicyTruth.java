package assay.dgp;

import assay.Policy;

/** Values of policies over units whose expected outcomes under control and treatment are known. */
final class UnitPolicyTruth implements PolicyTruth {

    private final double[][] covariates;
    private final double[] baseline;
    private final double[] effect;
    private final double best;

    UnitPolicyTruth(double[][] covariates, double[] baseline, double[] effect) {
        if (covariates.length == 0 || covariates.length != baseline.length || baseline.length != effect.length) {
            throw new IllegalArgumentException("policies are valued over at least one unit, with covariates for each");
        }
        this.covariates = covariates;
        this.baseline = baseline;
        this.effect = effect;
        double sum = 0;
        for (int i = 0; i < baseline.length; i++) {
            sum += baseline[i] + Math.max(0, effect[i]);
        }
        this.best = sum / baseline.length;
    }

    @Override
    public double value(Policy policy) {
        double sum = 0;
        for (int i = 0; i < baseline.length; i++) {
            int action = policy.action(covariates[i]);
            if (action != 0 && action != 1) {
                throw new IllegalArgumentException("action " + action + " is neither control (0) nor treatment (1)");
            }
            sum += baseline[i] + (action == 1 ? effect[i] : 0);
        }
        return sum / baseline.length;
    }

    @Override
    public double best() {
        return best;
    }
}
