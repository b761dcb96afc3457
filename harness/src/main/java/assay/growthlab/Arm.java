package assay.growthlab;

/**
 * What is kept of an arm. The variance is that of a unit for means and that of the estimate for ratios, which is how that engine has
 * it.
 */
record Arm(int n, double numeratorSum, double denominatorSum, double estimate, double variance) {

    /** Mean and variance of the values of an arm. */
    static Arm mean(double[] values) {
        int n = values.length;
        double sum = sum(values);
        double mean = n == 0 ? Double.NaN : sum / n;
        return new Arm(n, sum, n, mean, n < 2 ? Double.NaN : products(values, mean, values, mean) / (n - 1));
    }

    /** Ratio of means and the variance of that ratio by the delta method. */
    static Arm ratio(double[] x, double[] y) {
        int n = x.length;
        double sumX = sum(x);
        double sumY = sum(y);
        double meanX = sumX / n;
        double meanY = sumY / n;
        if (n < 2 || !(meanY > 0)) {
            return new Arm(n, sumX, sumY, Double.NaN, Double.NaN);
        }
        double varX = products(x, meanX, x, meanX) / (n - 1);
        double varY = products(y, meanY, y, meanY) / (n - 1);
        double cov = products(x, meanX, y, meanY) / (n - 1);
        double square = meanY * meanY;
        double variance =
                (varX / square + meanX * meanX * varY / (square * square) - 2 * meanX * cov / (square * meanY)) / n;
        return new Arm(n, sumX, sumY, meanX / meanY, variance);
    }

    double std() {
        return Math.sqrt(variance);
    }

    /** The sum, with the rounding of each step taken along. */
    static double sum(double[] values) {
        double sum = 0;
        double lost = 0;
        for (double value : values) {
            double next = sum + value;
            lost += Math.abs(sum) >= Math.abs(value) ? (sum - next) + value : (value - next) + sum;
            sum = next;
        }
        return sum + lost;
    }

    /** The sum of products of deviations. */
    static double products(double[] x, double meanX, double[] y, double meanY) {
        double sum = 0;
        double driftX = 0;
        double driftY = 0;
        for (int i = 0; i < x.length; i++) {
            double dx = x[i] - meanX;
            double dy = y[i] - meanY;
            sum += dx * dy;
            driftX += dx;
            driftY += dy;
        }
        return sum - driftX * driftY / Math.max(1, x.length);
    }
}
