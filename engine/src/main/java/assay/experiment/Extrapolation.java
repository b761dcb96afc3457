package assay.experiment;

import assay.Caution;

/** What has to be assumed for an effect on compliers to say something of all. */
public enum Extrapolation {
    /** The effect is the same for compliers and for all others: then the average effect is the effect on compliers. */
    HOMOGENEOUS_EFFECT(
            "the average effect is that on compliers if the effect is the same for those whose treatment does not follow "
                    + "their assignment"),
    /** The model of the effect on compliers, a line in the covariates, holds for all units with the same covariates. */
    SAME_GIVEN_COVARIATES(
            "the average effect is that on compliers with the same covariates, averaged over all units, if units that are "
                    + "alike in the covariates have the same effect whether they comply or not");

    private final String assumption;

    Extrapolation(String assumption) {
        this.assumption = assumption;
    }

    /**
     * The assumption in words.
     *
     * @return one clause
     */
    public String assumption() {
        return assumption;
    }

    Caution caution() {
        return Caution.of("extrapolated-effect", "This is an assumption, which no data can check: " + assumption + ".");
    }
}
