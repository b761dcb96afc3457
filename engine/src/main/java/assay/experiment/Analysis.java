package assay.experiment;

import assay.Arguments;
import assay.EstimationException;
import assay.Problem;
import assay.Role;
import assay.condition.Condition;
import assay.condition.Kind;
import java.util.ArrayList;
import java.util.List;

/** Outcomes and covariates of an {@link Experiment}, ready to be fitted. Immutable. */
public final class Analysis {

    private final Experiment experiment;
    private final List<String> outcomes;
    private final List<String> covariates;
    private final List<String> saturated;

    Analysis(Experiment experiment, List<String> outcomes, List<String> covariates, List<String> saturated) {
        this.experiment = experiment;
        this.outcomes = Arguments.distinct("outcome", outcomes);
        this.covariates = Arguments.distinct("covariate", covariates);
        this.saturated = Arguments.distinct("saturated column", saturated);
        if (outcomes.isEmpty()) {
            throw new IllegalArgumentException("a metric needs an outcome");
        }
        for (String outcome : outcomes) {
            Experiment.require(experiment.source(), outcome, "the role outcome");
            requireNumbers(outcome, "outcome");
        }
        experiment.column(Role.PROPENSITY).ifPresent(column -> requireNumbers(column, "propensity"));
        for (List<String> columns : List.of(covariates, saturated)) {
            for (String column : columns) {
                Experiment.require(experiment.source(), column, "the role covariate");
                experiment.requirePreTreatment(column, outcomes, "as a covariate");
            }
        }
    }

    private void requireNumbers(String column, String role) {
        if (experiment.source().kind(column) == Kind.TEXT) {
            throw new EstimationException(
                    Problem.NOT_NUMERIC,
                    "Column '" + column + "' is " + role + " but holds text, which has no mean.",
                    "Choose a column of numbers, or recode it to numbers.");
        }
    }

    /**
     * Puts an indicator for each value of a column into the model, with an effect at each: then the effect in a segment of that
     * column is what the rows of the segment say, and not what a line through all of them says.
     *
     * @param columns columns measured before assignment, of at most 200 distinct values each
     * @return the analysis with these columns
     * @throws EstimationException if a column does not exist or may have been moved by treatment
     */
    public Analysis saturated(String... columns) {
        List<String> more = new ArrayList<>(saturated);
        more.addAll(List.of(columns));
        List<String> others = new ArrayList<>(covariates);
        others.removeAll(more);
        return new Analysis(experiment, outcomes, others, more);
    }

    /**
     * Puts the columns of conditions into the model, so that effects in these segments are what their rows say: text with an
     * effect at each value, numbers with an effect along a line. Columns with a role in the design are left as they are.
     *
     * @param conditions the segments that will be asked about
     * @return the analysis with these columns
     * @throws EstimationException if a column does not exist or may have been moved by treatment
     */
    public Analysis distinguishing(List<Condition> conditions) {
        List<String> more = new ArrayList<>(covariates);
        for (Condition condition : conditions) {
            for (String column : condition.columns()) {
                Experiment.require(experiment.source(), column, "the condition '" + condition + "'");
                experiment.requirePreTreatment(column, outcomes, "in the condition '" + condition + "'");
                if (!holds(column) && !more.contains(column) && !experiment.plays(column)) {
                    more.add(column);
                }
            }
        }
        return new Analysis(experiment, outcomes, more, saturated);
    }

    /** Whether the model tells the values of a column apart. */
    boolean holds(String column) {
        return covariates.contains(column) || saturatedColumns().contains(column);
    }

    /**
     * Fits the linear model that suits the design.
     *
     * @return the fitted model, to be asked for effects
     * @throws EstimationException if the data do not allow it
     */
    public FittedModel fit() {
        return fit(Model.linear());
    }

    /**
     * Fits a model.
     *
     * @param model how
     * @return the fitted model, to be asked for effects
     * @throws EstimationException if the data do not allow it
     */
    public FittedModel fit(Model model) {
        return FittedModel.of(this, model);
    }

    Experiment experiment() {
        return experiment;
    }

    List<String> outcomes() {
        return outcomes;
    }

    List<String> covariates() {
        return covariates;
    }

    /** Columns that get an indicator for each value: those named, and the time. */
    List<String> saturatedColumns() {
        List<String> all = new ArrayList<>(saturated);
        experiment.column(Role.TIME).filter(time -> !all.contains(time)).ifPresent(all::add);
        return all;
    }
}
