package assay.mediation;

/**
 * An arrow that the graph leaves out, put to the test: with the other causes and the covariates held fixed, what it would lead
 * from should tell nothing of what it would lead to.
 *
 * @param from what would move
 * @param to what would be moved
 * @param coefficient of the first in the equation of the second
 * @param stdError its standard error
 * @param pValue of no arrow
 * @param adjusted the p-value adjusted for the number of such arrows (Holm)
 */
public record MissingArrow(
        String from, String to, double coefficient, double stdError, double pValue, double adjusted) {}
