package assay.interference;

/** How the totals of clusters become a mean over units. */
public enum ClusterWeighting {
    /**
     * Totals over their probabilities, divided by the known number of units (Horvitz and Thompson, JASA 47, 1952). Unbiased,
     * and imprecise where clusters differ in size.
     */
    HORVITZ_THOMPSON,
    /**
     * The sum of the outcomes of an arm over the number of its units (Hajek 1971). A ratio, biased of order one over the
     * clusters.
     */
    HAJEK,
    /**
     * Totals regressed on the treatment, on centred totals of the covariates and the centred size, and on their interactions
     * (Su and Ding, J. R. Stat. Soc. B 83, 2021).
     */
    CLUSTER_LIN
}
