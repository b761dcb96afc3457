package assay.decision;

import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;
import assay.experiment.ArmMoments;
import java.util.Map;

/**
 * What the arms of a comparison are summarised by, and how skewed the difference of their means is.
 *
 * @param control the metric in control
 * @param treated the metric in treatment
 * @param skewness of the difference in means as an estimate; 0 for ratios and quantiles
 */
record ArmSummary(double control, double treated, double skewness) {

    /** Of the units that were randomised, and what was fitted without adjustment. */
    static ArmSummary of(Sample randomised, Fit plain) {
        Map<String, Double> figures = plain.glance().diagnostics();
        for (String measure : new String[] {"ratio", "quantile"}) {
            Double control = figures.get(measure + "_control");
            Double treated = figures.get(measure + "_treated");
            if (control != null && treated != null) {
                return new ArmSummary(control, treated, 0);
            }
        }
        TwoArms arms = TwoArms.of(randomised);
        double[] outcome = randomised.numeric(Role.OUTCOME);
        ArmMoments moments = ArmMoments.of(arms, outcome);
        return new ArmSummary(moments.controlMean(), moments.treatedMean(), skewness(arms, outcome, moments));
    }

    /** By the third central moments of the arms, which are those of their means times the squares of their sizes. */
    private static double skewness(TwoArms arms, double[] outcome, ArmMoments moments) {
        double control = 0;
        double treated = 0;
        double[] indicator = arms.indicator();
        for (int i = 0; i < outcome.length; i++) {
            if (indicator[i] == 1) {
                double d = outcome[i] - moments.treatedMean();
                treated += d * d * d;
            } else {
                double d = outcome[i] - moments.controlMean();
                control += d * d * d;
            }
        }
        double n1 = moments.treated();
        double n0 = moments.control();
        double variance = moments.treatedVariance() + moments.controlVariance();
        return (treated / (n1 * n1 * n1) - control / (n0 * n0 * n0)) / (variance * Math.sqrt(variance));
    }
}
