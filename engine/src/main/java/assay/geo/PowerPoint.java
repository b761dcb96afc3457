package assay.geo;

/**
 * How often a planned test finds an effect of one size.
 *
 * @param lift the injected effect, as a share of the outcome
 * @param power share of placebo windows in which it is found
 * @param estimate mean estimated lift over the windows
 * @param windows how many windows there are
 */
public record PowerPoint(double lift, double power, double estimate, int windows) {}
