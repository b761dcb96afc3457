package assay.geo;

import java.util.Locale;

/** What the residuals u of T1 periods of a test are judged by. */
public enum ConformalStatistic {
    /** {@code |sum u_t| / sqrt(T1)}: sensitive to the average effect, whatever its course. */
    AVERAGE {
        @Override
        double of(double residual) {
            return residual;
        }
    },
    /** {@code sum |u_t| / sqrt(T1)}: sensitive to an effect in any period, as GeoLift and augsynth have it. */
    ABSOLUTE {
        @Override
        double of(double residual) {
            return Math.abs(residual);
        }
    },
    /** {@code sum u_t^2 / sqrt(T1)}: sensitive to a large effect in few periods. */
    SQUARED {
        @Override
        double of(double residual) {
            return residual * residual;
        }
    };

    private static final double ROUNDING = 1e-10;

    /** What a residual adds to the sum. */
    abstract double of(double residual);

    /**
     * The name in options.
     *
     * @return lower case
     */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The statistic.
     *
     * @param residuals of all periods
     * @param before periods before the test
     * @return at least 0
     */
    double value(double[] residuals, int before) {
        double sum = 0;
        for (int t = before; t < residuals.length; t++) {
            sum += of(residuals[t]);
        }
        return Math.abs(sum) / Math.sqrt(residuals.length - before);
    }

    /**
     * The share of moves round the circle whose statistic is at least that of the test, which is one of them.
     *
     * @param residuals of all periods
     * @param before periods before the test
     * @return in (0, 1]
     */
    double share(double[] residuals, int before) {
        int n = residuals.length;
        double own = 0;
        for (int t = before; t < n; t++) {
            own += of(residuals[t]);
        }
        double least = Math.abs(own) * (1 - ROUNDING);
        double moved = own;
        int atLeast = 1;
        for (int j = 1; j < n; j++) {
            // The window moves on by one period: the first leaves, the next enters.
            moved += of(residuals[j - 1]) - of(residuals[(before + j - 1) % n]);
            atLeast += Math.abs(moved) >= least ? 1 : 0;
        }
        return (double) atLeast / n;
    }
}
