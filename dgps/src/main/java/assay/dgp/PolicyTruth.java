package assay.dgp;

import assay.Policy;

/** What policies are really worth: expected outcomes, noise apart. */
public interface PolicyTruth {

    /**
     * The true value of a policy.
     *
     * @param policy the policy
     * @return {@code E[Y(pi(X))]} in the unit of the outcome
     */
    double value(Policy policy);

    /**
     * The value of the best policy of all, whatever class a method searches.
     *
     * @return {@code E[max over a of E[Y(a) | X]]}, not below the value of any policy
     */
    double best();

    /**
     * The regret of a policy.
     *
     * @param policy the policy
     * @return what it falls short of the best, not negative up to rounding
     */
    default double regret(Policy policy) {
        return best() - value(policy);
    }

    /**
     * Truth over given units with two actions, control and treatment. With the units of a draw it is the value in the
     * sample; with many fresh units, drawn from {@link assay.random.Streams#truth()}, the value in the population.
     *
     * @param covariates the covariates of the units, row by row; shared, not to be written to
     * @param units what is true of them
     * @return the truth
     * @throws IllegalArgumentException if there is no unit, or rows and units differ in number
     */
    static PolicyTruth ofUnits(double[][] covariates, UnitTruth units) {
        return new UnitPolicyTruth(covariates, units.baseline(), units.effect());
    }
}
