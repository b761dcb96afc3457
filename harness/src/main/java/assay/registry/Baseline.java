package assay.registry;

import assay.Arguments;
import java.util.OptionalDouble;

/**
 * What is known of the primary metric before the experiment, from which its power follows.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a number is out of its range.
 *
 * @param mean under control; of a ratio metric the ratio
 * @param sd between randomised units within an arm; of a ratio metric that of the linearised values; of no matter for a proportion
 * @param correlation with the covariate of the metric, in (-1, 1); 0 if unknown
 * @param triggeredShare share of the units that reach the point at which arms differ, in (0, 1]
 * @param clusterSize mean units of what is randomised, at least 1
 * @param icc intra-cluster correlation, in [0, 1]
 */
public record Baseline(
        double mean, OptionalDouble sd, double correlation, double triggeredShare, double clusterSize, double icc) {

    public Baseline {
        Arguments.finite("mean under control", mean);
        if (sd.isPresent()) {
            Arguments.positive("standard deviation", sd.getAsDouble());
        }
        if (!(correlation > -1 && correlation < 1)) {
            throw new IllegalArgumentException("correlation must be in (-1, 1), not " + correlation);
        }
        if (!(triggeredShare > 0 && triggeredShare <= 1)) {
            throw new IllegalArgumentException("triggered share must be in (0, 1], not " + triggeredShare);
        }
        if (!(clusterSize >= 1 && clusterSize < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("cluster size must be finite and at least 1, not " + clusterSize);
        }
        if (!(icc >= 0 && icc <= 1)) {
            throw new IllegalArgumentException("intra-cluster correlation must be in [0, 1], not " + icc);
        }
    }

    /**
     * A share, such as a conversion rate.
     *
     * @param share under control, in (0, 1)
     * @return the baseline
     */
    public static Baseline ofShare(double share) {
        return new Baseline(Arguments.probability("share", share), OptionalDouble.empty(), 0, 1, 1, 0);
    }

    /**
     * A mean.
     *
     * @param mean under control
     * @param sd within an arm, above 0
     * @return the baseline
     */
    public static Baseline ofMean(double mean, double sd) {
        return new Baseline(mean, OptionalDouble.of(sd), 0, 1, 1, 0);
    }

    /**
     * The same baseline with a covariate.
     *
     * @param r correlation, in (-1, 1)
     * @return the changed baseline
     */
    public Baseline withCorrelation(double r) {
        return new Baseline(mean, sd, r, triggeredShare, clusterSize, icc);
    }

    /**
     * The same baseline where not all units trigger.
     *
     * @param share that does, in (0, 1]
     * @return the changed baseline
     */
    public Baseline withTriggeredShare(double share) {
        return new Baseline(mean, sd, correlation, share, clusterSize, icc);
    }

    /**
     * The same baseline with clusters randomised.
     *
     * @param size mean units of a cluster, at least 1
     * @param correlationWithin intra-cluster correlation, in [0, 1]
     * @return the changed baseline
     */
    public Baseline withClusters(double size, double correlationWithin) {
        return new Baseline(mean, sd, correlation, triggeredShare, size, correlationWithin);
    }
}
