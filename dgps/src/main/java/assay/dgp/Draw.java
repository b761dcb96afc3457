package assay.dgp;

import assay.Sample;

/**
 * One draw of a world.
 *
 * @param observed all that an estimator may see
 * @param truth what only the harness may see
 */
public record Draw(Sample observed, GroundTruth truth) {}
