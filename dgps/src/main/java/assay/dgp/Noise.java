package assay.dgp;

import assay.Clusters;

/** The law of what is random in outcomes once baseline and effect are known: mean 0, known covariances. */
@FunctionalInterface
public interface Noise {

    /**
     * The variance of a weighted sum of the noise.
     *
     * @param weights a weight for each unit
     * @return the variance of {@code sum of w_i noise_i}
     */
    double variance(double[] weights);

    /**
     * The law of this noise times a factor of each unit.
     *
     * @param factors a factor for each unit; shared, not copied
     * @return the law
     */
    default Noise times(double[] factors) {
        return weights -> {
            double[] scaled = new double[weights.length];
            for (int i = 0; i < scaled.length; i++) {
                scaled[i] = weights[i] * factors[i];
            }
            return variance(scaled);
        };
    }

    /**
     * Independent noise of one spread.
     *
     * @param sd standard deviation
     * @return the law
     */
    static Noise of(double sd) {
        return weights -> {
            double sum = 0;
            for (double w : weights) {
                sum += w * w;
            }
            return sd * sd * sum;
        };
    }

    /**
     * Independent noise whose spread differs between units.
     *
     * @param sd standard deviation of each unit; shared, not copied
     * @return the law
     */
    static Noise of(double[] sd) {
        return weights -> {
            double sum = 0;
            for (int i = 0; i < weights.length; i++) {
                double term = weights[i] * sd[i];
                sum += term * term;
            }
            return sum;
        };
    }

    /**
     * A part that a cluster shares, and a part of each unit's own.
     *
     * @param clusters the clusters
     * @param shared standard deviation of what a cluster shares
     * @param own standard deviation of the unit's own
     * @return the law
     */
    static Noise clustered(Clusters clusters, double shared, double own) {
        Noise units = of(own);
        return weights -> {
            double[] sums = new double[clusters.count()];
            for (int i = 0; i < weights.length; i++) {
                sums[clusters.of()[i]] += weights[i];
            }
            return of(shared).variance(sums) + units.variance(weights);
        };
    }
}
