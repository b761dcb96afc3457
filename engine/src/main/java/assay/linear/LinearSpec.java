package assay.linear;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * The columns of a linear model by name. The intercept is implied and always the first term. Without endogenous columns
 * it is least squares, with them two-stage least squares.
 *
 * <p>The constructor throws {@link IllegalArgumentException} if a name occurs twice, there is no outcome, or there are
 * instruments for nothing, and {@link EstimationException} if there are fewer instruments than endogenous columns.
 *
 * @param outcomes one or more
 * @param exogenous regressors that are their own instruments
 * @param endogenous regressors that are instrumented
 * @param instruments columns that move the endogenous ones and are not regressors, at least as many as those
 */
public record LinearSpec(
        List<String> outcomes, List<String> exogenous, List<String> endogenous, List<String> instruments) {

    public LinearSpec {
        outcomes = List.copyOf(outcomes);
        exogenous = List.copyOf(exogenous);
        endogenous = List.copyOf(endogenous);
        instruments = List.copyOf(instruments);
        List<String> all = new ArrayList<>(outcomes);
        all.addAll(exogenous);
        all.addAll(endogenous);
        all.addAll(instruments);
        Arguments.distinct("column", all);
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a linear model needs an outcome");
        }
        if (endogenous.isEmpty() && !instruments.isEmpty()) {
            throw new IllegalArgumentException("there are instruments but no endogenous column");
        }
        if (instruments.size() < endogenous.size()) {
            throw new EstimationException(
                    Problem.NOT_IDENTIFIED,
                    instruments.size() + " instrument(s) cannot identify the effects of " + endogenous.size()
                            + " endogenous column(s).",
                    "Name at least one instrument for each.");
        }
    }

    /**
     * Least squares.
     *
     * @param outcomes the outcomes
     * @param exogenous the regressors
     * @return the model without instruments
     */
    public static LinearSpec ols(List<String> outcomes, List<String> exogenous) {
        return new LinearSpec(outcomes, exogenous, List.of(), List.of());
    }

    /**
     * All columns in the order in which a {@link RowSource} delivers them.
     *
     * @return outcomes, exogenous, endogenous, instruments
     */
    public List<String> columns() {
        List<String> all = new ArrayList<>(outcomes);
        all.addAll(exogenous);
        all.addAll(endogenous);
        all.addAll(instruments);
        return List.copyOf(all);
    }
}
