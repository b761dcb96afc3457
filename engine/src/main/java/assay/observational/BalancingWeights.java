package assay.observational;

import assay.Estimand;

/** Weights that make two arms comparable. */
public final class BalancingWeights {

    private final Estimand estimand;
    private final double[] arm;
    private final double[] weights;

    /**
     * Weights by row.
     *
     * @param estimand the effect that a comparison of weighted means estimates
     * @param arm 1 for treated and 0 for control; shared, not copied
     * @param weights not negative, 0 for rows that are left out; only their ratios within an arm matter; shared
     */
    public BalancingWeights(Estimand estimand, double[] arm, double[] weights) {
        this.estimand = estimand;
        this.arm = arm;
        this.weights = weights;
    }

    /**
     * The effect that a comparison of weighted means estimates.
     *
     * @return the estimand
     */
    public Estimand estimand() {
        return estimand;
    }

    /**
     * The arm of each row.
     *
     * @return 1 for treated and 0 for control; a copy
     */
    public double[] arm() {
        return arm.clone();
    }

    /**
     * The weights.
     *
     * @return a value for each row; a copy
     */
    public double[] weights() {
        return weights.clone();
    }

    /**
     * Kish's effective number of rows of an arm: the squared sum of weights over the sum of their squares.
     *
     * @param treated 1 for the treated and 0 for the controls
     * @return at least 1, or 0 if no row has weight
     */
    public double effectiveSize(int treated) {
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < weights.length; i++) {
            if (arm[i] == treated) {
                sum += weights[i];
                squares += weights[i] * weights[i];
            }
        }
        return squares > 0 ? sum * sum / squares : 0;
    }

    /**
     * How many rows of an arm have weight.
     *
     * @param treated 1 for the treated and 0 for the controls
     * @return not negative
     */
    public int used(int treated) {
        int count = 0;
        for (int i = 0; i < weights.length; i++) {
            count += arm[i] == treated && weights[i] > 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * The difference of weighted means of a column.
     *
     * @param column a value for each row
     * @return the mean of the treated less that of the controls
     */
    public double difference(double[] column) {
        double[] sum = new double[2];
        double[] total = new double[2];
        for (int i = 0; i < weights.length; i++) {
            int a = arm[i] > 0.5 ? 1 : 0;
            sum[a] += weights[i] * column[i];
            total[a] += weights[i];
        }
        return sum[1] / total[1] - sum[0] / total[0];
    }
}
