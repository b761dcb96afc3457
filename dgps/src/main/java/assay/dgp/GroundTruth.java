package assay.dgp;

import assay.Estimand;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The truth of one draw. Sample estimands differ from draw to draw, population estimands do not. A world states the parts
 * that it knows; a claim about a part that a world does not state cannot be made there.
 *
 * @param estimands true values by estimand
 * @param unitsOrNull unit-level truth, or null where the world has none
 * @param targets true values by term, for results with several targets; in a fixed order, empty where there are none
 * @param hypothesesOrNull which hypotheses are true, or null where the world has none
 * @param policiesOrNull what policies are worth, or null where the world cannot say
 * @param actionsOrNull which actions are right, or null where the world has none
 * @param nullOrNull whether the null hypothesis of the world holds, or null where that follows from the true values
 */
public record GroundTruth(
        Map<Estimand, Double> estimands,
        @Nullable UnitTruth unitsOrNull,
        Map<String, Double> targets,
        @Nullable HypothesisTruth hypothesesOrNull,
        @Nullable PolicyTruth policiesOrNull,
        @Nullable ActionTruth actionsOrNull,
        @Nullable Boolean nullOrNull) {

    public GroundTruth {
        estimands = Map.copyOf(estimands);
        targets = Collections.unmodifiableMap(new LinkedHashMap<>(targets));
    }

    /**
     * Truth about single estimands.
     *
     * @param estimands true values by estimand
     * @param unitsOrNull unit-level truth, or null where the world has none
     */
    public GroundTruth(Map<Estimand, Double> estimands, @Nullable UnitTruth unitsOrNull) {
        this(estimands, unitsOrNull, Map.of(), null, null, null, null);
    }

    /**
     * The same truth with true values of named targets.
     *
     * @param values true values by term
     * @return the larger truth
     */
    public GroundTruth withTargets(Map<String, Double> values) {
        return new GroundTruth(
                estimands, unitsOrNull, values, hypothesesOrNull, policiesOrNull, actionsOrNull, nullOrNull);
    }

    /**
     * The same truth with hypotheses.
     *
     * @param hypotheses which of them are true
     * @return the larger truth
     */
    public GroundTruth withHypotheses(HypothesisTruth hypotheses) {
        return new GroundTruth(estimands, unitsOrNull, targets, hypotheses, policiesOrNull, actionsOrNull, nullOrNull);
    }

    /**
     * The same truth with the value of policies.
     *
     * @param policies what they are worth
     * @return the larger truth
     */
    public GroundTruth withPolicies(PolicyTruth policies) {
        return new GroundTruth(estimands, unitsOrNull, targets, hypothesesOrNull, policies, actionsOrNull, nullOrNull);
    }

    /**
     * The same truth with actions.
     *
     * @param actions which of them are right
     * @return the larger truth
     */
    public GroundTruth withActions(ActionTruth actions) {
        return new GroundTruth(estimands, unitsOrNull, targets, hypothesesOrNull, policiesOrNull, actions, nullOrNull);
    }

    /**
     * The same truth with a statement about the null hypothesis of the world, such as equal allocation, that does not follow
     * from the true values.
     *
     * @param holds whether it is true
     * @return the larger truth
     */
    public GroundTruth withNull(boolean holds) {
        return new GroundTruth(estimands, unitsOrNull, targets, hypothesesOrNull, policiesOrNull, actionsOrNull, holds);
    }

    /**
     * The true value of an estimand.
     *
     * @param estimand the estimand
     * @return its value in this draw
     * @throws IllegalArgumentException if this world does not define it
     */
    public double value(Estimand estimand) {
        Double value = estimands.get(estimand);
        if (value == null) {
            throw new IllegalArgumentException("this world does not define the " + estimand.label());
        }
        return value;
    }

    /**
     * Whether the null hypothesis of the world holds: as the world states it, else whether all true values are zero.
     *
     * @return true if it holds
     * @throws IllegalArgumentException if this world states neither
     */
    public boolean nullHolds() {
        if (nullOrNull != null) {
            return nullOrNull;
        }
        if (estimands.isEmpty() && targets.isEmpty()) {
            throw new IllegalArgumentException("this world does not say whether the null hypothesis holds");
        }
        return estimands.values().stream().allMatch(value -> value == 0)
                && targets.values().stream().allMatch(value -> value == 0);
    }

    /**
     * Unit-level truth.
     *
     * @return empty where the world has none
     */
    public Optional<UnitTruth> units() {
        return Optional.ofNullable(unitsOrNull);
    }

    /**
     * Which hypotheses are true.
     *
     * @return the hypotheses
     * @throws IllegalArgumentException if this world has none
     */
    public HypothesisTruth hypotheses() {
        return known(hypothesesOrNull, "hypotheses");
    }

    /**
     * What policies are worth.
     *
     * @return their values
     * @throws IllegalArgumentException if this world cannot say
     */
    public PolicyTruth policies() {
        return known(policiesOrNull, "policies");
    }

    /**
     * Which actions are right.
     *
     * @return the actions
     * @throws IllegalArgumentException if this world has none
     */
    public ActionTruth actions() {
        return known(actionsOrNull, "actions");
    }

    private static <T> T known(@Nullable T part, String what) {
        if (part == null) {
            throw new IllegalArgumentException("this world does not know the truth about " + what);
        }
        return part;
    }
}
