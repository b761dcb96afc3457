package assay.decision;

import assay.Caution;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reasons for care about the units of a comparison. */
final class CohortCautions {

    private static final int FEW = 30;

    /** Tails of a t-test are off by a tenth, at 2.5 %, where the estimate is as skewed as this. */
    private static final double SKEWED = 0.1;

    private CohortCautions() {}

    static List<Caution> of(MetricCohort cohort, ArmSummary summary, MetricSamples.Units units) {
        List<Caution> cautions = new ArrayList<>();
        String metric = "metric '" + cohort.metric().id() + "'";
        MetricReading.Units read = units.reading();
        if (Math.min(units.control(), units.treated()) < FEW) {
            cautions.add(Caution.of(
                    "few-units",
                    "An arm has " + Math.min(units.control(), units.treated()) + " units with " + metric
                            + "; a t interval then rests on values being close to normal."));
        }
        if (Math.abs(summary.skewness()) > SKEWED) {
            cautions.add(Caution.of(
                    "skewed-estimate",
                    String.format(
                            Locale.ROOT,
                            "The difference in means of %s has skewness %.2f: few units make the large values of an arm,"
                                    + " and one tail of the interval is too short.",
                            metric,
                            summary.skewness())));
        }
        if (cohort.cap() < Double.POSITIVE_INFINITY) {
            cautions.add(Caution.of(
                    "capped-metric",
                    String.format(
                            Locale.ROOT,
                            "The effect is that on %s held at most at %.6g, the 99th percentile of all arms; %.2f %% of the"
                                    + " units were moved.",
                            metric,
                            cohort.cap(),
                            100 * cohort.capped())));
        }
        if (cohort.filled() > 0) {
            cautions.add(Caution.of(
                    "filled-values",
                    cohort.filled() + " of " + cohort.size() + " units have no value of " + metric
                            + " and count as 0, as its definition says."));
        }
        if (read.immature() > 0) {
            cautions.add(Caution.of(
                    "interim",
                    read.immature() + " units were not watched for the "
                            + cohort.metric().maturityDays().orElse(0) + " days of " + metric
                            + " and are left out; the figures will change."));
        }
        if (cohort.view() == View.EXPOSED) {
            cautions.add(Caution.of(
                    "exposed-units",
                    "Units that saw their variant are compared, which is no randomised comparison where arms deliver"
                            + " differently; see the effect on compliers."));
        }
        return cautions;
    }
}
