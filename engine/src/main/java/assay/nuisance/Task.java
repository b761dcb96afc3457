package assay.nuisance;

/** What a learner predicts. */
public enum Task {
    /** The conditional mean of a number. */
    REGRESSION,
    /** The conditional probability, in (0, 1), that a 0/1 response is 1. */
    PROBABILITY
}
