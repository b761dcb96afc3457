package assay.geo;

import java.util.Arrays;

/**
 * The line through the first points of two series.
 */
final class SeriesRegression {

    private final double meanX;
    private final double meanY;
    private final double slope;
    private final double spread;
    private final double[] residuals;
    private final double determination;

    SeriesRegression(
            double meanX, double meanY, double slope, double spread, double[] residuals, double determination) {
        this.meanX = meanX;
        this.meanY = meanY;
        this.slope = slope;
        this.spread = spread;
        this.residuals = residuals;
        this.determination = determination;
    }

    static SeriesRegression of(double[] x, double[] y, int points) {
        double meanX = mean(x, 0, points);
        double meanY = mean(y, 0, points);
        double spread = 0;
        double cross = 0;
        double total = 0;
        for (int t = 0; t < points; t++) {
            spread += (x[t] - meanX) * (x[t] - meanX);
            cross += (x[t] - meanX) * (y[t] - meanY);
            total += (y[t] - meanY) * (y[t] - meanY);
        }
        double slope = cross / spread;
        double[] residuals = new double[points];
        double squares = 0;
        for (int t = 0; t < points; t++) {
            residuals[t] = y[t] - meanY - slope * (x[t] - meanX);
            squares += residuals[t] * residuals[t];
        }
        // What rounding leaves of a perfect line is no error.
        if (squares <= 1e-24 * total) {
            Arrays.fill(residuals, 0);
            squares = 0;
        }
        return new SeriesRegression(meanX, meanY, slope, spread, residuals, total > 0 ? 1 - squares / total : 0);
    }

    static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum() / (to - from);
    }

    double at(double x) {
        return meanY + slope * (x - meanX);
    }

    /** Variance of the line at a point, in units of the residual variance. */
    double leverage(double x) {
        return 1.0 / residuals.length + (x - meanX) * (x - meanX) / spread;
    }

    double residualVariance() {
        return squares() / (residuals.length - 2.0);
    }

    private double squares() {
        double squares = 0;
        for (double residual : residuals) {
            squares += residual * residual;
        }
        return squares;
    }

    /** Of the first order; 0 where there are no residuals. */
    double autocorrelation() {
        double cross = 0;
        for (int t = 1; t < residuals.length; t++) {
            cross += residuals[t] * residuals[t - 1];
        }
        double squares = squares();
        return squares > 0 ? cross / squares : 0;
    }

    /**
     * Mean of x.
     *
     * @return as given
     */
    double meanX() {
        return meanX;
    }

    /**
     * Mean of y.
     *
     * @return as given
     */
    double meanY() {
        return meanY;
    }

    /**
     * The slope.
     *
     * @return as given
     */
    double slope() {
        return slope;
    }

    /**
     * Sum of squared deviations of x from its mean.
     *
     * @return as given
     */
    double spread() {
        return spread;
    }

    /**
     * Of y.
     *
     * @return shared, not to be written to
     */
    double[] residuals() {
        return residuals;
    }

    /**
     * Share of the variance of y that the line explains.
     *
     * @return as given
     */
    double determination() {
        return determination;
    }
}
