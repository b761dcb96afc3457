package assay.sensitivity;

import assay.Estimate;

/**
 * What came of an attempt to refute an analysis.
 *
 * @param name kebab-case name of the attempt
 * @param estimate what the method found where it should find nothing, or the mean of what it found over repetitions
 * @param repetitions how often it was run
 * @param share share of repetitions in which the method found something at the level; NaN for attempts that have none
 * @param outcome what came of it
 * @param sentence the finding in words
 */
public record Refutation(
        String name, Estimate estimate, int repetitions, double share, Outcome outcome, String sentence) {

    /** What can come of an attempt. */
    public enum Outcome {
        /** The analysis did what it must do if it is right. */
        WITHSTOOD,
        /** The analysis found what is not there. */
        REFUTED
    }
}
