package assay.sensitivity;

/** How differences within pairs are added up. */
public enum PairStatistic {
    /** Wilcoxon's signed ranks: ranks of the sizes, ties sharing the mean rank, referred to the normal distribution. */
    SIGNED_RANK,
    /** Signs alone, referred to the binomial distribution exactly: McNemar's test where outcomes are 0 or 1. */
    SIGN
}
