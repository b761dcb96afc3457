package assay.transport;

/** Means of arms weighted by the odds of being in the target, with what the estimation of the odds adds to their influence. */
final class OddsMeans {

    private OddsMeans() {}

    /** Weighted means of values by row, such as outcomes or residuals, those of the target not being read. */
    static Weighted difference(Populations populations, Odds odds, double[][] byArm) {
        int n = populations.sample.size();
        double[] influence = new double[n];
        double[] slope = new double[n];
        double[] shares = new double[n];
        double value = 0;
        for (int arm = 0; arm < 2; arm++) {
            int[] rows = populations.arm(arm);
            double[] y = byArm[arm];
            double total = 0;
            double sum = 0;
            for (int i = 0; i < rows.length; i++) {
                total += odds.weights[rows[i]];
                sum += odds.weights[rows[i]] * y[i];
            }
            double mean = sum / total;
            double sign = arm == 1 ? 1 : -1;
            value += sign * mean;
            for (int i = 0; i < rows.length; i++) {
                shares[rows[i]] = odds.weights[rows[i]] / total;
                influence[rows[i]] = sign * n * shares[rows[i]] * (y[i] - mean);
                slope[rows[i]] = -influence[rows[i]];
            }
        }
        odds.addEstimation(slope, influence);
        return new Weighted(value, influence, shares);
    }
}
