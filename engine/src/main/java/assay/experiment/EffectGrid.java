package assay.experiment;

import assay.Arguments;
import assay.EstimationException;
import assay.Missing;
import assay.Problem;
import assay.condition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every treated arm against control, on every outcome, in all rows and in every segment: the difference in means and the
 * coefficient of the arm in least squares on covariates, from two passes over the rows whatever the number of effects.
 *
 * <p><b>Difference.</b> Mean of the treated less mean of the control rows; variance {@code s1^2/n1 + s0^2/n0}, which is HC2
 * of the saturated model. <b>Adjusted.</b> Coefficient of the arm in least squares of the outcome on an intercept, the arm
 * and the covariates in the rows of the two arms and the segment; variance HC1, {@code n/(n - k)} times the sandwich.
 * Both have normal inference. A covariate that others repeat in a cell is left out there, with a caution.
 *
 * <p>The first pass keeps the moments of every arm and segment, which add up to all of them; the second sums squared
 * residuals. Memory depends on the number of columns and groups, not on the number of rows. Effects of cells that share
 * rows depend on each other: see {@link assay.multiplicity.PValueAdjustment} for what holds under dependence.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if there is no outcome or a column is named twice.
 *
 * @param assignment column of arms, numbers or text
 * @param control the arm to compare with, as it is written; whole numbers without a decimal point
 * @param segment column of segments, empty to compare all rows only
 * @param outcomes columns of outcomes, numbers
 * @param covariates columns measured before assignment, numbers; may be empty
 * @param missing what to do about rows with a missing value in any of these columns
 */
public record EffectGrid(
        String assignment,
        String control,
        Optional<String> segment,
        List<String> outcomes,
        List<String> covariates,
        Missing missing) {

    public EffectGrid {
        outcomes = List.copyOf(outcomes);
        covariates = List.copyOf(covariates);
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a grid of effects needs an outcome");
        }
        List<String> all = new ArrayList<>(List.of(assignment));
        segment.ifPresent(all::add);
        all.addAll(covariates);
        all.addAll(outcomes);
        Arguments.distinct("column", all);
    }

    /**
     * Estimates all effects.
     *
     * @param source the rows, which are passed over twice
     * @return the effects, and the cells that have none
     * @throws EstimationException if a column does not exist or is not numeric, the control arm or a second one does not
     *     occur, a group column has too many values, or values are missing or infinite
     */
    public GridEffects estimate(Source source) {
        check(source);
        return new GridPass(this, source).run();
    }

    /** The columns in the order of the passes: arms, segments where there are some, covariates, outcomes. */
    List<String> columns() {
        List<String> all = new ArrayList<>(List.of(assignment));
        segment.ifPresent(all::add);
        all.addAll(covariates);
        all.addAll(outcomes);
        return all;
    }

    private void check(Source source) {
        for (String column : columns()) {
            if (!source.columns().contains(column)) {
                throw new EstimationException(
                        Problem.UNKNOWN_COLUMN,
                        "There is no column '" + column + "'.",
                        "The columns are " + String.join(", ", source.columns()) + ".");
            }
        }
        List<String> numeric = new ArrayList<>(covariates);
        numeric.addAll(outcomes);
        for (String column : numeric) {
            if (source.kind(column) == Kind.TEXT) {
                throw new EstimationException(
                        Problem.NOT_NUMERIC,
                        "Column '" + column + "' holds text, which has no mean.",
                        "Choose a numeric column or recode it to numbers.");
            }
        }
    }
}
