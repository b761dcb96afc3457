package assay.harness;

import assay.Decomposition;
import assay.Estimate;
import assay.Normal;
import assay.Trajectory;
import java.util.List;

/** Mutants of methods that answer something other than a fit. */
final class ResultMutants {

    private static final double ALPHA = 0.05;

    private ResultMutants() {}

    /**
     * Every look is tested as if it were the only one: five looks of equal size then find an effect in 14 of 100 samples
     * without one (Armitage, McPherson and Rowe 1969).
     */
    static Mutant<Trajectory> unadjustedPeeking() {
        return Mutant.ofResult(
                "unadjusted-peeking",
                "the fixed normal quantile at every look",
                "a method that looks more than once",
                setting -> true,
                trajectory -> new Trajectory(
                        trajectory.looks().stream().map(ResultMutants::fixed).toList(),
                        trajectory.glance(),
                        List.of()));
    }

    private static Trajectory.Look fixed(Trajectory.Look look) {
        Estimate e = look.estimate();
        Normal inference = new Normal(e.value(), e.stdError());
        Estimate changed = new Estimate(e.estimand(), e.term(), e.value(), e.stdError(), inference);
        return new Trajectory.Look(look.n(), look.information(), changed, inference.pValue(0) < ALPHA);
    }

    /**
     * Mediators in a row taken for mediators side by side: the path through both is lost.
     *
     * @param joint term of the path through both mediators
     */
    static Mutant<Decomposition> parallelMediators(String joint) {
        return Mutant.ofResult(
                "parallel-mediators",
                "the path through both mediators left out",
                "a decomposition with a path through several mediators",
                setting -> true,
                decomposition -> new Decomposition(
                        decomposition.total(),
                        decomposition.parts().stream()
                                .filter(part -> !part.term().equals(joint))
                                .toList(),
                        decomposition.glance(),
                        List.of()));
    }
}
