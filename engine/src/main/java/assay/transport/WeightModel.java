package assay.transport;

/** How rows of an experiment are weighted to stand for a target population. */
public enum WeightModel {
    /** By the odds of being in the target, of a logistic regression on the covariates (inverse odds of participation). */
    ODDS,
    /** By the weights nearest to even ones that give each arm the covariate means of the target (entropy balancing). */
    ENTROPY
}
