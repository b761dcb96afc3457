package assay.incrementality;

import assay.Column;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ArmMoments;
import java.util.Set;

/**
 * The rows of an advertising experiment: what was assigned, whether the unit was exposed, and the outcome.
 *
 * <p>Arrays are shared and must not be written to.
 */
public final class AdSample {

    private final Sample sample;
    private final TwoArms arms;
    private final double[] outcome;
    private final double[] exposure;

    private AdSample(Sample sample, TwoArms arms, double[] outcome, double[] exposure) {
        this.sample = sample;
        this.arms = arms;
        this.outcome = outcome;
        this.exposure = exposure;
    }

    /**
     * Reads an experiment.
     *
     * @param sample with an outcome, an assignment and, as the treatment, the exposure
     * @return the rows
     * @throws EstimationException if a role is missing, an arm has fewer than two rows, the outcome does not vary, or the
     *     exposure takes other values than two
     */
    public static AdSample of(Sample sample) {
        sample.require(Set.of(Role.OUTCOME, Role.ASSIGNMENT, Role.TREATMENT));
        // Elsewhere the treatment may stand in for an assignment that is not told; here the two differ.
        if (!sample.has(Role.ASSIGNMENT)) {
            throw new EstimationException(
                    Problem.MISSING_ROLE,
                    "No column has the role assignment; exposure cannot stand in for it, since who is exposed is not random.",
                    "Name the column of the arm that units were assigned to: --assignment.");
        }
        double[] outcome = sample.outcome();
        TwoArms arms = TwoArms.of(sample);
        ArmMoments.of(arms, outcome)
                .requireVariation(sample.column(Role.OUTCOME).name());
        return new AdSample(sample, arms, outcome, binary(sample.column(Role.TREATMENT), "exposure"));
    }

    /**
     * A column that says yes or no, as 1 and 0: numbers 0 and 1, or two levels of which the first is no. All may be the same.
     *
     * @throws EstimationException if it takes other values
     */
    static double[] binary(Column column, String what) {
        if (column instanceof Column.Numeric numeric) {
            double[] values = numeric.values();
            for (int i = 0; i < values.length; i++) {
                if (values[i] != 0 && values[i] != 1) {
                    throw new EstimationException(
                            Problem.TOO_MANY_LEVELS,
                            "Column '" + column.name() + "' is " + what + " and is " + values[i] + " in row " + (i + 1)
                                    + "; this method takes more than two values for a dose, and needs 0 or 1.",
                            "Recode it: 1 for a unit with at least one impression, else 0.");
                }
            }
            return values;
        }
        Column.Categorical categorical = (Column.Categorical) column;
        if (categorical.levels().size() > 2) {
            throw new EstimationException(
                    Problem.TOO_MANY_LEVELS,
                    "Column '" + column.name() + "' is " + what + " and has more than two levels: "
                            + String.join(", ", categorical.levels()) + ".",
                    "Recode it: 1 for a unit with at least one impression, else 0.");
        }
        int[] codes = categorical.codes();
        double[] values = new double[codes.length];
        for (int i = 0; i < codes.length; i++) {
            values[i] = codes[i];
        }
        return values;
    }

    /**
     * The data.
     *
     * @return as given
     */
    public Sample sample() {
        return sample;
    }

    /**
     * The arms.
     *
     * @return of the assignment
     */
    public TwoArms arms() {
        return arms;
    }

    /**
     * The outcome.
     *
     * @return by row
     */
    public double[] outcome() {
        return outcome;
    }

    /**
     * The exposure.
     *
     * @return 1 or 0, by row
     */
    public double[] exposure() {
        return exposure;
    }

    /**
     * The effects.
     *
     * @return from the moments of the rows
     */
    public AdEffects effects() {
        return AdEffects.of(
                PairMoments.of(outcome, exposure, arms.indicator(), 1),
                PairMoments.of(outcome, exposure, arms.indicator(), 0));
    }

    /**
     * Refuses data in which nobody, or everybody, is exposed in both arms.
     *
     * @param effects of these rows
     * @throws EstimationException if so
     */
    void requireContrast(AdEffects effects) {
        double one = effects.wald().treated().second();
        double zero = effects.wald().control().second();
        if (one == zero && (one == 0 || one == 1)) {
            throw new EstimationException(
                    Problem.NO_FIRST_STAGE,
                    "Column '" + sample.column(Role.TREATMENT).name() + "' says that "
                            + (one == 0 ? "no unit" : "every unit")
                            + " was exposed, in either arm; there is no exposure whose effect could be told.",
                    "Check how exposure was logged; the effect of assignment needs no exposure: difference-in-means.");
        }
    }
}
