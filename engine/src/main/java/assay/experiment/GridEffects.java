package assay.experiment;

import assay.Caution;
import assay.Estimate;
import assay.Problem;
import assay.multiplicity.PValueAdjustment;
import java.util.List;
import java.util.Optional;

/**
 * The effects of every treatment on every outcome, overall and in every segment.
 *
 * @param differences differences in means, in the order arm, cell (overall first), outcome
 * @param adjusted regression-adjusted effects in the same order
 * @param refusals the cells without an effect, and why
 * @param rows rows that were used
 * @param dropped rows left out because a value was missing
 */
public record GridEffects(
        List<Effect> differences, List<Effect> adjusted, List<Refusal> refusals, long rows, long dropped) {

    public GridEffects {
        differences = List.copyOf(differences);
        adjusted = List.copyOf(adjusted);
        refusals = List.copyOf(refusals);
    }

    /**
     * What is compared.
     *
     * @param outcome the outcome
     * @param arm the treated arm, compared with the control arm
     * @param segment the segment, empty for all rows of the two arms
     * @param treated treated rows
     * @param control control rows
     */
    public record Cell(String outcome, String arm, Optional<String> segment, long treated, long control) {

        /**
         * A name for tables.
         *
         * @return outcome, arm and segment, such as {@code y1, arm 2, segment 9}
         */
        public String name() {
            return outcome + ", arm " + arm + segment.map(s -> ", segment " + s).orElse("");
        }
    }

    /**
     * An effect.
     *
     * @param cell what is compared
     * @param estimate the effect with normal inference
     * @param cautions reasons for care, empty when there are none
     */
    public record Effect(Cell cell, Estimate estimate, List<Caution> cautions) {

        public Effect {
            cautions = List.copyOf(cautions);
        }

        /**
         * The evidence against no effect.
         *
         * @return two-sided, in [0, 1]
         */
        public double pValue() {
            return estimate.inference().pValue(0);
        }
    }

    /**
     * A cell that has no effect to show.
     *
     * @param cell what was to be compared
     * @param problem the kind of problem
     * @param reason what is wrong
     */
    public record Refusal(Cell cell, Problem problem, String reason) {}

    /**
     * P-values adjusted for all effects of a family.
     *
     * @param family {@link #differences()} or {@link #adjusted()}
     * @param adjustment how
     * @return one for each effect, in their order
     * @throws IllegalArgumentException if the family is empty
     */
    public static double[] adjustedPValues(List<Effect> family, PValueAdjustment adjustment) {
        return adjustment.adjust(family.stream().mapToDouble(Effect::pValue).toArray());
    }
}
