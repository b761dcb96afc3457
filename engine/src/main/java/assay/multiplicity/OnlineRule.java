package assay.multiplicity;

/**
 * A rule for hypotheses that come one after another without end: each is decided when it comes, by a level that follows from
 * what was decided before it.
 */
public sealed interface OnlineRule permits LordPlusPlus, Saffron, ELond {

    /**
     * The name of the rule.
     *
     * @return kebab case, such as {@code lord}
     */
    String name();

    /**
     * The level of the next hypothesis.
     *
     * @param history what came before it
     * @return in [0, 1]
     */
    double level(OnlineStream history);

    /**
     * Whether a hypothesis is rejected.
     *
     * @param evidence its p-value, or the logarithm of its e-value for a rule on e-values
     * @param level its level
     * @return true if it is
     */
    boolean rejects(double evidence, double level);

    /**
     * Whether a hypothesis counts as a candidate for rejection, which SAFFRON does not charge for.
     *
     * @param evidence its p-value
     * @return false unless the rule has candidates
     */
    default boolean candidate(double evidence) {
        return false;
    }

    /**
     * Checks the evidence on a hypothesis.
     *
     * @param evidence its p-value, or the logarithm of its e-value
     * @throws IllegalArgumentException if it is none
     */
    default void check(double evidence) {
        if (!(evidence >= 0 && evidence <= 1)) {
            throw new IllegalArgumentException(name() + " takes p-values in [0, 1], not " + evidence);
        }
    }

    /**
     * What is kept.
     *
     * @return the false discovery rate, at every time
     */
    default ErrorRate keeps() {
        return ErrorRate.FALSE_DISCOVERY;
    }

    /**
     * What evidence may do to each other without breaking the promise.
     *
     * @return independent unless the rule is on e-values
     */
    default Dependence dependence() {
        return Dependence.INDEPENDENT;
    }

    /**
     * The options of the rule, to be written down with the state of a stream.
     *
     * @return such as {@code rate=0.05 first=0.005 shares=lord horizon=0}
     */
    String options();
}
