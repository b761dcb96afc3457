package assay.transport;

/**
 * The difference of the weighted mean outcomes of two arms.
 *
 * @param value the difference
 * @param influence by row of the sample
 * @param weights by row of the sample, 0 in the target; they sum to 1 in each arm
 */
record Weighted(double value, double[] influence, double[] weights) {}
