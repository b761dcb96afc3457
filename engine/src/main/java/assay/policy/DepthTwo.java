package assay.policy;

/** A search for the best tree of depth 2. */
interface DepthTwo {

    /** The best tree of depth at most 2, the smallest of those that collect the same. */
    Growth best(Cases cases);
}
