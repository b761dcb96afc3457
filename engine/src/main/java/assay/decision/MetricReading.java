package assay.decision;

import assay.Caution;
import assay.Estimate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One comparison of a treatment with control on one metric, in one view, of all units or of a segment.
 *
 * @param metric the metric
 * @param purpose what the metric is for
 * @param view whom the effect is an average over
 * @param arm the treatment
 * @param segment {@code all}, or such as {@code platform=ios}
 * @param units how many units there are
 * @param controlMean the metric in control, after filling and treatment of outliers
 * @param treatedMean the metric in treatment, likewise
 * @param unadjusted the difference of the arms
 * @param adjusted the difference given the covariate; empty where the metric has none or it cannot be used
 * @param relative the difference as a share of control; empty where control is 0
 * @param method the name in the catalogue of what made the decisive estimate, such as {@code cuped}
 * @param practical the smallest effect that matters, in the unit of the metric
 * @param margin the largest harm that is tolerated, in the unit of the metric; empty where none is stated
 * @param detectable the effect that a test of the size of these data would find with the power of the policy, in the unit of the metric
 * @param cautions reasons for care
 */
public record MetricReading(
        MetricDefinition metric,
        Purpose purpose,
        View view,
        String arm,
        String segment,
        Units units,
        double controlMean,
        double treatedMean,
        Estimate unadjusted,
        Optional<Estimate> adjusted,
        Optional<Estimate> relative,
        String method,
        double practical,
        OptionalDouble margin,
        double detectable,
        List<Caution> cautions) {

    /** The segment of everybody. */
    public static final String ALL = "all";

    /**
     * How many units a comparison has.
     *
     * @param control analysed in control
     * @param treated analysed in treatment
     * @param immature left out since they were not watched for long enough
     * @param missing left out since the metric is missing
     */
    public record Units(int control, int treated, int immature, int missing) {
        /**
         * Units in both arms.
         *
         * @return the number analysed
         */
        public int analysed() {
            return control + treated;
        }
    }

    public MetricReading {
        cautions = List.copyOf(cautions);
    }

    /**
     * The estimate that is decided by: the adjusted one where the metric was defined with a covariate, since that was fixed before
     * the data were seen.
     *
     * @return the estimate
     */
    public Estimate decisive() {
        return adjusted.orElse(unadjusted);
    }

    /**
     * Whether data of this size can answer: the smallest effect that matters is at least the detectable one.
     *
     * @return true if they can
     */
    public boolean powered() {
        return practical >= detectable;
    }
}
