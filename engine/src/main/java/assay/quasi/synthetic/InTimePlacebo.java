package assay.quasi.synthetic;

import assay.EstimationException;
import assay.Problem;
import java.util.Arrays;

/** Treatment taken to have begun before it did, on the periods before it did: what is found then is chance, or anticipation. */
public final class InTimePlacebo {

    private InTimePlacebo() {}

    /**
     * Runs a placebo in time.
     *
     * @param panel a panel whose treated units begin in one period
     * @param weighting how units and periods are weighted
     * @param search how weights are found
     * @param start index of the period in which treatment is taken to begin, at least 2 and before the real one
     * @return the synthesis of the panel up to the real beginning
     * @throws EstimationException if units begin in several periods or the period is out of its range
     */
    public static Synthesis of(AdoptionPanel panel, SyntheticWeighting weighting, SimplexSearch search, int start) {
        int[] cohorts = panel.cohorts();
        if (cohorts.length != 1) {
            throw new EstimationException(
                    Problem.UNSUITABLE_METHOD,
                    "Treatment begins in " + cohorts.length + " periods; a placebo in time moves one beginning.",
                    "Study one cohort at a time, beside the units that are never treated.");
        }
        if (start < AdoptionPanel.FEWEST_BEFORE || start >= cohorts[0]) {
            throw new EstimationException(
                    Problem.TOO_FEW_ROWS,
                    "A placebo in time begins after at least " + AdoptionPanel.FEWEST_BEFORE
                            + " periods and before the treatment does, in period "
                            + panel.periods().get(cohorts[0]) + ".",
                    "Choose a period from "
                            + panel.periods().get(Math.min(AdoptionPanel.FEWEST_BEFORE, cohorts[0] - 1)) + " to "
                            + panel.periods().get(cohorts[0] - 1) + ".");
        }
        int never = panel.periods().size();
        int[] adoption = Arrays.stream(panel.start())
                .map(s -> s < never ? start : cohorts[0])
                .toArray();
        return Synthesis.of(panel.until(cohorts[0], adoption), weighting, search);
    }
}
