package assay.dgp.campaign;

import assay.rounds.OutcomeRange;

/** What is measured of a visitor. */
public enum Measure {
    /** A number with unit normal noise: {@code Y = X_1 + X_2 - 0.9 + effect + e}. */
    GAUSSIAN {
        @Override
        double mean(double x1, double x2, double effect) {
            return x1 + x2 - 0.9 + effect;
        }
    },
    /** A yes or a no with the probability {@code 0.2 + (X_1 + X_2 - 0.9) / 10 + effect}, kept in [0, 1]. */
    CONVERSION {
        @Override
        double mean(double x1, double x2, double effect) {
            return Math.min(1, Math.max(0, 0.2 + (x1 + x2 - 0.9) / 10 + effect));
        }
    };

    /**
     * The range that a campaign may rely on.
     *
     * @return bounds, if there are any
     */
    public OutcomeRange range() {
        return this == CONVERSION ? OutcomeRange.UNIT : OutcomeRange.UNBOUNDED;
    }

    /** The expected outcome of a visitor. */
    abstract double mean(double x1, double x2, double effect);
}
