package assay.geo;

import java.util.Arrays;

/**
 * Weights of controls and what they leave.
 */
public final class AugmentedFit {

    private final double[] weights;
    private final double penalty;
    private final double[] gaps;
    private final int before;
    private final double imbalance;
    private final double uniformImbalance;

    AugmentedFit(
            double[] weights, double penalty, double[] gaps, int before, double imbalance, double uniformImbalance) {
        this.weights = weights;
        this.penalty = penalty;
        this.gaps = gaps;
        this.before = before;
        this.imbalance = imbalance;
        this.uniformImbalance = uniformImbalance;
    }

    static AugmentedFit of(
            MatchingProblem problem,
            double[][] controls,
            double[] treated,
            double[] target,
            double[] weights,
            double penalty) {
        int before = problem.periods();
        double[] gaps = new double[treated.length];
        double level = MatchingProblem.level(treated, before, problem.unitEffects());
        for (int t = 0; t < gaps.length; t++) {
            gaps[t] = treated[t] - level;
        }
        for (int j = 0; j < weights.length; j++) {
            double own = MatchingProblem.level(controls[j], before, problem.unitEffects());
            for (int t = 0; t < gaps.length; t++) {
                gaps[t] -= weights[j] * (controls[j][t] - own);
            }
        }
        double squares = 0;
        double uniform = 0;
        for (int t = 0; t < before; t++) {
            squares += gaps[t] * gaps[t];
            uniform += target[t] * target[t];
        }
        return new AugmentedFit(weights, penalty, gaps, before, Math.sqrt(squares), Math.sqrt(uniform));
    }

    /**
     * The average effect over periods of the campaign.
     *
     * @return mean gap, in the unit of the outcome of one region and period
     */
    public double effect() {
        return Arrays.stream(gaps, before, gaps.length).average().orElseThrow();
    }

    /**
     * The distance that is left, as a share of that with equal weights.
     *
     * @return 0 for a perfect fit before the campaign; NaN where equal weights fit perfectly
     */
    public double scaledImbalance() {
        return imbalance / uniformImbalance;
    }

    /**
     * Of controls, sum 1; negative ones come of a ridge alone.
     *
     * @return shared, not to be written to
     */
    public double[] weights() {
        return weights;
    }

    /**
     * Of the ridge, NaN where there is none.
     *
     * @return as given
     */
    public double penalty() {
        return penalty;
    }

    /**
     * Outcome of the treated less that of the weighted controls in each period, less the mean before the campaign where unit effects are fixed.
     *
     * @return shared, not to be written to
     */
    public double[] gaps() {
        return gaps;
    }

    /**
     * Periods before the campaign.
     *
     * @return as given
     */
    public int before() {
        return before;
    }

    /**
     * Distance that is left before the campaign: root of the sum of squared gaps.
     *
     * @return as given
     */
    public double imbalance() {
        return imbalance;
    }

    /**
     * The same with equal weights.
     *
     * @return as given
     */
    public double uniformImbalance() {
        return uniformImbalance;
    }
}
