package assay.sensitivity;

import java.util.List;

/**
 * How strong an omitted variable can be if it is so many times as strong as observed covariates.
 *
 * @param covariates the covariates that it is held against
 * @param timesTreatment k_D, how many times as much of the treatment it explains
 * @param timesOutcome k_Y, how many times as much of the outcome
 * @param observed the partial R-squared that the covariates themselves have
 * @param bound the strength that an omitted variable can have at most
 * @param adjusted what the regression would have found with a variable of that strength
 */
public record Benchmark(
        List<String> covariates,
        double timesTreatment,
        double timesOutcome,
        Strength observed,
        Strength bound,
        AdjustedEstimate adjusted) {

    public Benchmark {
        covariates = List.copyOf(covariates);
    }

    /**
     * The name in tables.
     *
     * @return such as {@code 2x female}, or {@code 1/2x age, educ} where the two multiples differ
     */
    public String label() {
        String times = timesTreatment == timesOutcome
                ? multiple(timesTreatment)
                : multiple(timesTreatment) + "/" + multiple(timesOutcome);
        return times + "x " + String.join(", ", covariates);
    }

    private static String multiple(double times) {
        return times == Math.rint(times) && times < 1e9 ? Long.toString((long) times) : Double.toString(times);
    }
}
