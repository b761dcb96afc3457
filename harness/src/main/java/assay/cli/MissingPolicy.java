package assay.cli;

import assay.Missing;

/** What to do about missing values, as asked on the command line. */
enum MissingPolicy {
    /** Refuse them. */
    FAIL(Missing.FAIL),
    /** Leave out rows. */
    DROP(Missing.DROP),
    /** Fill in covariates. */
    IMPUTE(Missing.IMPUTE),
    /** Keep covariates without a value as they are, for a method that splits on being missing; other columns are refused. */
    KEEP(Missing.FAIL);

    private final Missing engine;

    MissingPolicy(Missing engine) {
        this.engine = engine;
    }

    /** The policy of samples whose covariates have all values. */
    Missing complete() {
        if (this == KEEP) {
            throw new IllegalArgumentException(
                    "Only assay cate with the causal forest keeps missing covariates as they are: other methods compute with"
                            + " every value. Choose --missing impute (a covariate's mean beside an indicator) or drop.");
        }
        return engine;
    }
}
