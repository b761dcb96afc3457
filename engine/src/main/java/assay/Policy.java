package assay;

/** A rule that chooses an action for a unit from what is known of it before. Pure, and safe to share between threads. */
@FunctionalInterface
public interface Policy {

    /**
     * The action for a unit.
     *
     * @param covariates the covariates of the unit, in the order of {@link Sample#covariates()}; not to be written to
     * @return index of the action; with two actions 0 is control and 1 is treatment
     */
    int action(double[] covariates);
}
