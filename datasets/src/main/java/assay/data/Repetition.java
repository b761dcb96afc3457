package assay.data;

import java.util.List;

/**
 * How many rows share their covariates with others.
 *
 * @param rows the rows
 * @param vectors the different vectors of covariates among them
 * @param outcomes outcomes
 * @param stdErrors of each outcome, the standard error of the difference in means clustered by vector (CR1), rows of one vector
 *     being taken for one unit
 */
public record Repetition(long rows, long vectors, List<String> outcomes, List<Double> stdErrors) {

    public Repetition {
        outcomes = List.copyOf(outcomes);
        stdErrors = List.copyOf(stdErrors);
    }
}
