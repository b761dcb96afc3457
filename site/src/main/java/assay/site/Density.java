package assay.site;

/** A smoothed density from stored quantiles. */
final class Density {

    private final double[] quantiles;
    private final double bandwidth;

    Density(double[] quantiles) {
        this.quantiles = quantiles.clone();
        this.bandwidth = bandwidth(quantiles);
    }

    /** Silverman's rule on the standard deviation and the interquartile range, whichever is smaller. */
    private static double bandwidth(double[] q) {
        int n = q.length;
        double mean = 0;
        for (double v : q) {
            mean += v / n;
        }
        double square = 0;
        for (double v : q) {
            square += (v - mean) * (v - mean) / n;
        }
        double spread = Math.min(Math.sqrt(square), (q[n * 3 / 4] - q[n / 4]) / 1.349);
        return Math.max(1e-12, 1.06 * spread * Math.pow(n, -0.2));
    }

    double at(double x) {
        double sum = 0;
        for (double q : quantiles) {
            double z = (x - q) / bandwidth;
            sum += Math.exp(-z * z / 2);
        }
        return sum / (quantiles.length * bandwidth * Math.sqrt(2 * Math.PI));
    }

    double peak() {
        double peak = 0;
        for (int i = 0; i < quantiles.length; i += 4) {
            peak = Math.max(peak, at(quantiles[i]));
        }
        return peak;
    }

    double[] quantiles() {
        return quantiles.clone();
    }

    double median() {
        return quantiles[quantiles.length / 2];
    }
}
