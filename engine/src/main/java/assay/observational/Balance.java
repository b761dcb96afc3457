package assay.observational;

/**
 * How the arms compare in one covariate, weighted.
 *
 * @param covariate its name
 * @param treatedMean mean of the treated
 * @param controlMean mean of the controls
 * @param smd difference of means over the unweighted standard deviation of the treated; 0 where neither arm varies nor differs
 * @param pooledSmd the same over the root of the mean of both arms' unweighted variances
 * @param varianceRatio variance of the treated over that of the controls; NaN for a covariate of two values
 * @param ks largest difference between the distribution functions, in [0, 1]
 */
public record Balance(
        String covariate,
        double treatedMean,
        double controlMean,
        double smd,
        double pooledSmd,
        double varianceRatio,
        double ks) {}
