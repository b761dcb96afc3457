package assay.quasi.synthetic;

/**
 * The units that begin treatment in one period, beside their synthetic control.
 */
public final class SyntheticCohort {

    private final int start;
    private final int[] units;
    private final CohortWeights weights;
    private final double[] treated;
    private final double[] synthetic;

    SyntheticCohort(int start, int[] units, CohortWeights weights, double[] treated, double[] synthetic) {
        this.start = start;
        this.units = units;
        this.weights = weights;
        this.treated = treated;
        this.synthetic = synthetic;
    }

    /**
     * When treatment begins.
     *
     * @return index of the first treated period; so many periods lie before
     */
    public int start() {
        return start;
    }

    /**
     * The treated units.
     *
     * @return their indices; shared, not to be written to
     */
    public int[] units() {
        return units;
    }

    /**
     * Weights of controls and of periods before.
     *
     * @return the weights
     */
    public CohortWeights weights() {
        return weights;
    }

    /**
     * Mean outcome of the treated units.
     *
     * @return one for each period; shared, not to be written to
     */
    public double[] treated() {
        return treated;
    }

    /**
     * Weighted mean outcome of the controls.
     *
     * @return one for each period; shared, not to be written to
     */
    public double[] synthetic() {
        return synthetic;
    }

    /**
     * The effect: the mean gap after treatment began less the weighted mean gap before, {@code sum_t c_t (treated_t -
     * synthetic_t)} with {@code c = -lambda} before and one over the periods after it.
     *
     * @return mean effect over units and treated periods
     */
    public double effect() {
        double after = 0;
        for (int t = start; t < treated.length; t++) {
            after += (treated[t] - synthetic[t]) / (treated.length - start);
        }
        return after - level();
    }

    /** The weighted mean gap before treatment, 0 where levels are compared. */
    private double level() {
        double before = 0;
        for (int t = 0; t < start; t++) {
            before += weights.lambda()[t] * (treated[t] - synthetic[t]);
        }
        return before;
    }

    /**
     * The gap in each period, less the weighted mean gap before treatment: its mean over treated periods is the effect.
     *
     * @return one for each period
     */
    public double[] gaps() {
        double level = level();
        double[] gaps = new double[treated.length];
        for (int t = 0; t < gaps.length; t++) {
            gaps[t] = treated[t] - synthetic[t] - level;
        }
        return gaps;
    }

    /**
     * How well the control fits before treatment: the root mean square of the gaps there. Where an intercept is free it is taken
     * about their mean.
     *
     * @return in the unit of the outcome
     */
    public double rmspeBefore() {
        double mean = 0;
        double squares = 0;
        boolean intercept = weights.hasIntercept();
        for (int t = 0; t < start && intercept; t++) {
            mean += (treated[t] - synthetic[t]) / start;
        }
        for (int t = 0; t < start; t++) {
            double gap = treated[t] - synthetic[t] - mean;
            squares += gap * gap;
        }
        return Math.sqrt(squares / start);
    }

    /**
     * The root mean square of {@link #gaps()} in treated periods.
     *
     * @return in the unit of the outcome
     */
    public double rmspeAfter() {
        double squares = 0;
        double[] gaps = gaps();
        for (int t = start; t < gaps.length; t++) {
            squares += gaps[t] * gaps[t];
        }
        return Math.sqrt(squares / (gaps.length - start));
    }

    /**
     * The unit-periods under treatment.
     *
     * @return at least 1
     */
    public int treatedRows() {
        return units.length * (treated.length - start);
    }
}
