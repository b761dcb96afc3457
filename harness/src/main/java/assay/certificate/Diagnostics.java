package assay.certificate;

/**
 * Figures that explain a verdict; none of them decides it. NaN where undefined.
 *
 * @param truth mean true value over replicates
 * @param meanEstimate mean estimate
 * @param bias mean error
 * @param biasMcse its Monte-Carlo standard error
 * @param sd standard deviation of the error
 * @param meanSe root mean squared standard error
 * @param seRatio mean standard error over the standard deviation of the error
 * @param seRatioMcse its Monte-Carlo standard error, by the delta method
 * @param rmse root mean squared error
 * @param meanWidth mean width of the interval
 * @param power share of replicates that reject no effect
 * @param powerMcse its Monte-Carlo standard error
 * @param skewT skewness of the error over its standard error
 */
public record Diagnostics(
        double truth,
        double meanEstimate,
        double bias,
        double biasMcse,
        double sd,
        double meanSe,
        double seRatio,
        double seRatioMcse,
        double rmse,
        double meanWidth,
        double power,
        double powerMcse,
        double skewT) {}
