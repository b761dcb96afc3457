package assay.transport;

/**
 * How the target differs from the experiment in a covariate, and what that does to the effect.
 *
 * @param covariate its name; a level of a categorical column after an underscore
 * @param experimentMean mean in the experiment
 * @param targetMean mean in the target
 * @param smd difference of means over the standard deviation in the experiment
 * @param weightedSmd the same once the experiment is weighted to the target
 * @param slope by how much the effect changes with the covariate, others held fixed, in a linear model by arm
 * @param slopeError its HC2 standard error
 * @param contribution slope times the difference of means: what the covariate moves the effect by
 */
public record Modifier(
        String covariate,
        double experimentMean,
        double targetMean,
        double smd,
        double weightedSmd,
        double slope,
        double slopeError,
        double contribution) {}
