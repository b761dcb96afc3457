package assay.decision;

import assay.Clusters;
import assay.Fit;
import assay.Role;
import assay.Sample;
import assay.TwoArms;

/**
 * The share of the variance of a difference that comes from control. Differences of several treatments from one control correlate
 * by the roots of the products of these shares, as what control adds to them is the same.
 */
final class ControlShare {

    private ControlShare() {}

    /** By the influence functions of a fit, summed by cluster where there are clusters. */
    static double of(Fit fit, Sample sample) {
        double[] influence = fit.influence().orElseThrow().values(0);
        double[] indicator = TwoArms.of(sample).indicator();
        if (sample.has(Role.CLUSTER)) {
            Clusters clusters = Clusters.of(sample);
            double[] sums = new double[clusters.count()];
            double[] arms = new double[clusters.count()];
            for (int i = 0; i < influence.length; i++) {
                sums[clusters.of()[i]] += influence[i];
                arms[clusters.of()[i]] = indicator[i];
            }
            influence = sums;
            indicator = arms;
        }
        double control = 0;
        double all = 0;
        for (int i = 0; i < influence.length; i++) {
            double square = influence[i] * influence[i];
            all += square;
            control += indicator[i] == 0 ? square : 0;
        }
        return control / all;
    }
}
