package assay.harness;

/** Marks the readers of methods whose replicates are too dear to be spent on a curve of power. */
interface WithoutCurve {}
